//! The four figures on top of a page.

use portal_ui::frame::Lang;
use proto::reporting::v1::{Figures, GetOverviewResponse, WeekFigures};

use super::tenths;
use crate::{
    link::Link,
    share::{Change, Share, count, fewer, points},
    svg,
};

/// The share of ratings that are to be good, in percent.
const LIKED: u32 = 90;

/// One of the figures on top.
pub struct Kpi {
    pub tone: &'static str,
    pub title: &'static str,
    pub figure: String,
    pub href: String,
    pub change: Option<Change>,
    /// Other figures it is made of, each with the dossiers behind it.
    pub parts: Vec<(String, String)>,
    pub spark: String,
}

/// The four figures, each with where it leads, its change, and its course.
pub fn kpis(told: &GetOverviewResponse, link: &Link, lang: Lang) -> Vec<Kpi> {
    let draft = Draft { told, link, lang };
    vec![
        draft.in_time(),
        draft.late(),
        draft.apologies(),
        draft.liked(),
    ]
}

struct Draft<'a> {
    told: &'a GetOverviewResponse,
    link: &'a Link,
    lang: Lang,
}

impl Draft<'_> {
    fn now(&self) -> Figures {
        self.told.figures.unwrap_or_default()
    }

    fn before(&self) -> Figures {
        self.told.previous.unwrap_or_default()
    }

    fn course(&self, of: impl Fn(&Figures) -> Option<f64>) -> String {
        let week = |week: &WeekFigures| of(&week.figures.unwrap_or_default());
        svg::spark(&self.told.weeks.iter().map(week).collect::<Vec<_>>())
    }

    fn part(&self, figure: u64, vi: &str, en: &str, column: &str) -> (String, String) {
        let words = format!("{} {}", count(figure, self.lang), self.lang.pick(vi, en));
        (words, self.link.column(column))
    }

    /// A figure that is a share.
    fn share(&self, share: fn(&Figures) -> Share) -> Kpi {
        let (now, before) = (share(&self.now()), share(&self.before()));
        Kpi {
            tone: "grey",
            title: "",
            figure: now.text(self.lang),
            href: String::new(),
            change: points(now, before, self.lang),
            parts: Vec::new(),
            spark: self.course(|figures| tenths(share(figures))),
        }
    }

    fn in_time(&self) -> Kpi {
        let now = self.now();
        Kpi {
            tone: tone(Share::in_time(&now), self.told.target_percent),
            title: self.lang.pick("Đúng và trước hạn", "On time"),
            href: self.link.column("judged"),
            parts: vec![
                self.part(
                    now.resolved_in_time,
                    "trong hạn",
                    "in time",
                    "resolved_in_time",
                ),
                self.part(now.judged, "hồ sơ được xét", "judged", "judged"),
            ],
            ..self.share(Share::in_time)
        }
    }

    fn late(&self) -> Kpi {
        let now = self.now();
        let open = self.part(
            now.open_total,
            "hồ sơ đang giải quyết",
            "open",
            "open_total",
        );
        Kpi {
            tone: good(now.open_late == 0),
            title: self.lang.pick("Quá hạn đang giữ", "Open and late"),
            figure: count(now.open_late, self.lang),
            href: self.link.latest("open_late"),
            change: Some(fewer(now.open_late, self.before().open_late, self.lang)),
            parts: vec![open],
            spark: self.course(|figures| u32::try_from(figures.open_late).ok().map(f64::from)),
        }
    }

    fn apologies(&self) -> Kpi {
        let now = self.now();
        Kpi {
            tone: good(now.apologies_missed == 0),
            title: self.lang.pick("Xin lỗi đúng hẹn", "Apologies in time"),
            href: self.link.column("apologies_owed"),
            parts: vec![
                self.part(
                    now.apologies_given,
                    "đã xin lỗi trước hạn",
                    "in time",
                    "apologies_given",
                ),
                self.part(
                    now.apologies_missed,
                    "chưa xin lỗi",
                    "missed",
                    "apologies_missed",
                ),
            ],
            ..self.share(Share::apologised)
        }
    }

    fn liked(&self) -> Kpi {
        let now = self.now();
        Kpi {
            tone: tone(Share::satisfied(&now), LIKED),
            title: self.lang.pick("Hài lòng", "Satisfied"),
            href: self.link.column("rated"),
            parts: vec![
                self.part(now.rated, "hồ sơ được đánh giá", "rated", "rated"),
                self.part(
                    now.unsatisfied,
                    "chưa hài lòng",
                    "not satisfied",
                    "unsatisfied",
                ),
            ],
            ..self.share(Share::satisfied)
        }
    }
}

fn good(yes: bool) -> &'static str {
    if yes { "green" } else { "red" }
}

fn tone(share: Share, target: u32) -> &'static str {
    match share.tenths() {
        None => "grey",
        Some(tenths) if tenths >= u64::from(target) * 10 => "green",
        Some(850..) => "amber",
        Some(_) => "red",
    }
}
