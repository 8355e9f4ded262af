//! The briefing as an official paper: what is on the page, nothing else.

use portal_ui::frame::Lang;
use proto::forms::v1 as wire;

use super::{Briefing, LateUnit, Owed, Question, Worse};
use crate::{
    figures::{Held, Kpi, Late},
    report::{Reporter, indicator},
    share::count,
};

/// Of every paper.
const LANG: Lang = Lang::Vi;

pub fn of(briefing: &Briefing, reporter: Reporter) -> wire::Briefing {
    let (others, other_late) = briefing.others;
    wire::Briefing {
        head: Some(reporter.head),
        period: briefing.title.clone(),
        before: briefing.before.clone(),
        as_of: briefing.as_of.clone(),
        indicators: briefing.kpis.iter().map(kpi).collect(),
        finished: briefing.finished.clone(),
        target_percent: briefing.target,
        late_units: briefing.late_units.iter().map(late_unit).collect(),
        other_units: whole(others),
        other_late: count(other_late, LANG),
        worse: briefing.worse.iter().map(worse).collect(),
        holders: briefing.held.iter().map(holder).collect(),
        owing: briefing.owed.iter().map(owing).collect(),
        owed_total: briefing.owed_total.clone(),
        latest: briefing.late.iter().map(late).collect(),
        late_total: briefing.late_total.clone(),
        questions: briefing.questions.iter().map(asking).collect(),
        signer_title: reporter.signer_title,
        signer: String::new(),
    }
}

fn kpi(kpi: &Kpi) -> wire::Indicator {
    indicator(kpi.title, &kpi.figure, kpi.tone, kpi.change.as_ref())
}

fn late_unit(unit: &LateUnit) -> wire::LateUnit {
    wire::LateUnit {
        name: unit.name.clone(),
        late: unit.late.figure.clone(),
        share: unit.share.text(LANG),
        tenths: unit.share.tenths().map(whole),
    }
}

fn worse(worse: &Worse) -> wire::Worsened {
    wire::Worsened {
        unit: worse.unit.clone(),
        figures: worse
            .figures
            .iter()
            .map(|(words, _)| words.clone())
            .collect(),
    }
}

fn holder(held: &Held) -> wire::Holder {
    wire::Holder {
        unit: held.unit.clone(),
        task: held.task.clone(),
        dossiers: count(held.dossiers, LANG),
        late: held.late.clone(),
        oldest: held.oldest.clone(),
        bar: whole(held.bar),
    }
}

fn owing(owed: &Owed) -> wire::Owing {
    wire::Owing {
        unit: owed.unit.clone(),
        missed: owed.missed,
        open: owed.open,
    }
}

fn late(late: &Late) -> wire::LateDossier {
    wire::LateDossier {
        code: late.code.clone(),
        procedure: late.procedure.clone(),
        holder: late.holder.clone(),
        task: late.task.clone(),
        late: late.late.clone(),
    }
}

fn asking(question: &Question) -> wire::Asking {
    wire::Asking {
        to: question.to.clone(),
        words: question.words.clone(),
    }
}

fn whole<N>(number: N) -> u32
where
    u32: TryFrom<N>,
{
    u32::try_from(number).unwrap_or(u32::MAX)
}
