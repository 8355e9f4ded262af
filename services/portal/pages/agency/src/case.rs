//! One case in an agency's hands: the file, what the register says, and the acts its stage allows.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::{HeaderMap, StatusCode},
};
use kernel::Role;
use proto::{
    agency::v1::{Case, CaseStage, GetCaseRequest},
    intake::v1::{GetDossierRequest, GetDossierResponse, TrackDossierRequest},
    land_records::v1::FindParcelRequest,
    routing::v1::{GetProcedureRequest, GetProcedureResponse},
    social_welfare::v1::GetEntitlementRequest,
};
use serde::Deserialize;

use crate::{
    acts::{self, Drawing},
    case_acts::Done,
    case_live::{News, follows},
    case_opinions::Opinion,
    conclusion::Allowance,
    history,
    lanes::Lanes,
    parcel::ParcelView,
    staff::{choices, people, staff},
};
use portal_ui::{
    answer::{Answer, page, page_with, see},
    documents::{self, DocumentLine},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Visit},
    parts::{Stops, Summary},
    services::{Service, Speaker},
    view::{
        badge::Badge,
        due::Due,
        file::File,
        form::{self, ActForm},
        owed::Advice,
        path,
    },
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "don-vi")]
    unit: String,
    #[serde(default, rename = "noi")]
    host: String,
}

#[derive(Template)]
#[template(path = "case.html")]
pub struct Page {
    pub f: Frame,
    pub c: Case,
    pub unit: String,
    pub unit_name: String,
    pub procedure: String,
    pub place: String,
    pub officer: String,
    pub badge: Badge,
    pub due: Due,
    pub forms: Vec<ActForm>,
    pub conclusion: Vec<(String, String)>,
    pub file: Option<File>,
    pub parcel: Option<ParcelView>,
    pub stops: Option<Stops>,
    pub lanes: Option<Lanes>,
    /// The papers of the dossier, the first laid open beside the forms.
    pub papers: Vec<DocumentLine>,
    pub history: Vec<history::Done>,
    /// What others did since the officer looked, when an act failed for it.
    pub meanwhile: Vec<history::Done>,
    /// What happened since a page was loaded that follows it.
    pub news: Option<News>,
    /// What was typed into a form that the case no longer allows.
    pub typed: Vec<String>,
    pub waits: String,
    pub slip: Vec<String>,
    pub allowance: Option<Allowance>,
    pub summary: Summary,
    pub advice: Vec<Advice>,
    /// What other agencies were asked, and answered.
    pub opinions: Vec<Opinion>,
}

/// One case and who looks at it.
pub struct Desk {
    pub visit: Visit,
    pub ask: Speaker,
    pub unit: String,
    pub host: Service,
    pub case: Case,
    file: Option<GetDossierResponse>,
    procedure: GetProcedureResponse,
}

impl Desk {
    async fn open(visit: Visit, asked: &Asked, case_id: &str) -> Result<Self, Failure> {
        let unit = visit.unit(&asked.unit);
        let host = Service::named(&asked.host)
            .filter(|host| Service::HOSTS.contains(host))
            .ok_or_else(|| {
                let sentence = visit.lang.pick(
                    "Không rõ việc này do dịch vụ nào giữ. Hãy mở lại từ danh sách việc.",
                    "It is not clear which service holds this case. Open it again from the list.",
                );
                Failure::Absent(sentence.to_owned())
            })?;
        let ask = visit.ask_at(&unit, false);
        let request = GetCaseRequest {
            case_id: case_id.to_owned(),
        };
        let case = ask
            .agency(host)
            .get_case(request)
            .await?
            .into_inner()
            .case
            .unwrap_or_default();
        let version = GetProcedureRequest {
            code: case.procedure.clone(),
            version: case.procedure_version.clone(),
        };
        let procedure = ask.routing().get_procedure(version).await?.into_inner();
        Ok(Self {
            visit,
            ask,
            unit,
            host,
            case,
            file: None,
            procedure,
        })
    }

    /// The address of the case's page, and of its acts.
    pub fn address(&self, rest: &str) -> String {
        format!(
            "/co-quan/viec/{}{rest}?don-vi={}&noi={}",
            format::segment(&self.case.case_id),
            format::segment(&self.unit),
            self.host.name()
        )
    }

    /// Opens the file, which is recorded as a read; a page needs it, an act does not.
    async fn read(&mut self) {
        let request = GetDossierRequest {
            dossier_id: self.case.dossier_id.clone(),
            purpose: format!("Giải quyết: {}", self.case.title),
        };
        // A case can be worked on while the one-stop desk is cut off: then without the file.
        let file = self.ask.intake().get_dossier(request).await;
        self.file = file.ok().map(tonic::Response::into_inner);
    }

    fn answer(&self, key: &str) -> String {
        let filing = self.file.as_ref().and_then(|file| file.filing.as_ref());
        filing
            .and_then(|filing| filing.answers.get(key))
            .cloned()
            .unwrap_or_default()
    }

    /// What the forms begin with: the answers of the person, under the names of the acts' fields.
    fn known(&self) -> Fields {
        let mut known = Fields::default();
        for (field, key) in acts::PREFILLED {
            known.set(field, self.answer(key));
        }
        known.set("commune", self.case.place.clone());
        known
    }

    async fn drawn(&mut self, act: &str, sent: &Fields, errors: &Errors) -> Result<Page, Failure> {
        let names = self.visit.names().await?;
        let lang = self.visit.lang;
        self.read().await;
        let known = self.known();
        let staff = staff(&self.ask, &self.unit).await;
        let route = self.route().await;
        let page = self.standing(&names, route.as_ref(), &people(&staff)).await;
        let tracked = self
            .ask
            .intake()
            .track_dossier(TrackDossierRequest {
                code: self.case.code.clone(),
            })
            .await;
        let stops = tracked.ok().map(|d| Stops {
            stops: path::stops(
                self.visit.now(),
                &d.into_inner(),
                route.as_ref(),
                &names,
                lang,
            ),
            lang,
        });
        let case = &self.case;
        let drawing = Drawing {
            case,
            procedure: &self.procedure,
            host: self.host,
            known: &known,
            names: &names,
            staff: choices(&staff, lang),
            me: self.ask.actor.as_str(),
            head: self.visit.may(Role::AgencyHead),
            now: self.visit.now(),
            lang,
        };
        let mut forms = form::placed(
            drawing.forms(),
            |act| self.address(&format!("/{act}")),
            act,
            sent,
            errors,
            lang,
        );
        for form in &mut forms {
            // What the officer looks at: somebody may act meanwhile.
            let seen = Field::new("expected_version", "", Kind::Hidden);
            let mut seen = seen.value(&case.version.to_string());
            seen.id = format!("{}-{}", form.act, seen.id);
            form.fields.push(seen);
        }
        let seen = sent.count("expected_version");
        let changed = !errors.is_empty() && seen > 0 && seen < case.version;
        let meanwhile = page.history.iter();
        let meanwhile = meanwhile.filter(|one| changed && one.version > seen);
        let gone = !act.is_empty() && !forms.iter().any(|form| form.act == act);
        let purpose = format!("Giải quyết: {}", case.title);
        let papers = documents::of_dossier(&self.visit, &case.dossier_id, &case.code, &purpose);
        Ok(Page {
            meanwhile: meanwhile.cloned().collect(),
            typed: if gone { typed(sent) } else { Vec::new() },
            summary: form::summary(&forms, act, errors, lang),
            forms,
            file: self
                .file
                .as_ref()
                .map(|file| File::new(file, &self.procedure, &names, lang)),
            papers: papers.await.unwrap_or_default(),
            parcel: self.parcel(&known).await,
            stops,
            allowance: self.decided().await,
            ..page
        })
    }

    /// What the land register holds on the parcel the dossier is about.
    async fn parcel(&self, known: &Fields) -> Option<ParcelView> {
        if self.host != Service::LandRecords {
            return None;
        }
        let request = FindParcelRequest {
            commune: known.get("commune").to_owned(),
            sheet: known.count("sheet"),
            number: known.count("number"),
        };
        let found = self.ask.land_records().find_parcel(request).await;
        Some(match found.map_err(Failure::from) {
            Ok(found) => ParcelView::of(
                &found.into_inner().parcel.unwrap_or_default(),
                self.visit.lang,
            ),
            Err(failure) => ParcelView::missing(
                failure
                    .violations()
                    .into_iter()
                    .map(|v| v.sentence)
                    .collect(),
            ),
        })
    }

    async fn decided(&self) -> Option<Allowance> {
        let lang = self.visit.lang;
        let begun = !matches!(self.case.stage(), CaseStage::Offered | CaseStage::Held);
        if self.host != Service::SocialWelfare || !begun {
            return None;
        }
        let request = GetEntitlementRequest {
            dossier_id: self.case.dossier_id.clone(),
        };
        let found = self
            .ask
            .social_welfare()
            .get_entitlement(request)
            .await
            .ok()?
            .into_inner();
        let title = if found.decision_no.is_empty() {
            let words = ("Mức trợ cấp theo quy định", "The allowance by the rules");
            lang.pick(words.0, words.1).to_owned()
        } else {
            format!(
                "{} {}",
                lang.pick("Quyết định số", "Decision no."),
                found.decision_no
            )
        };
        Some(Allowance::new(
            title,
            found.assessment.unwrap_or_default(),
            lang,
        ))
    }
}

/// What a person typed, without the machinery's own fields.
fn typed(sent: &Fields) -> Vec<String> {
    let own =
        |name: &str| !name.starts_with('_') && !name.ends_with("_id") && name != "expected_version";
    let filled = sent.pairs().iter();
    filled
        .filter(|(name, value)| own(name) && !value.trim().is_empty())
        .map(|(_, value)| value.clone())
        .collect()
}

/// `GET /co-quan/viec/{case}?don-vi=&noi=`. Opening the file is a recorded read of personal data; a
/// page that only follows what happens leaves it out.
pub async fn one(
    visit: Visit,
    Path(case): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let mut desk = Desk::open(visit, &asked, &case).await?;
    if let Some(seen) = follows(&headers) {
        return page(&desk.followed(seen).await?);
    }
    page(
        &desk
            .drawn("", &Fields::default(), &Errors::default())
            .await?,
    )
}

/// `POST /co-quan/viec/{case}/{act}`.
pub async fn act(
    visit: Visit,
    Path((case, act)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    sent: Fields,
) -> Answer {
    let mut desk = Desk::open(visit, &asked, &case).await?;
    let here = desk.address("");
    match desk.carry_out(&act, &sent).await {
        Ok(Done::Act) => see(&here),
        // These two answer with a paper to read; asking again changes nothing.
        Ok(Done::Slip(slip)) => {
            let mut desk = Desk::open(desk.visit, &asked, &case).await?;
            let mut drawn = desk
                .drawn("", &Fields::default(), &Errors::default())
                .await?;
            drawn.slip = slip;
            page(&drawn)
        }
        Ok(Done::Assessed(assessment)) => {
            let mut drawn = desk.drawn("tro-cap", &sent, &Errors::default()).await?;
            let lang = desk.visit.lang;
            let title = lang.pick("Tính thử, chưa quyết định", "Computed only, not decided");
            drawn.allowance = Some(Allowance::new(title.to_owned(), assessment, lang));
            page_with(StatusCode::OK, &drawn)
        }
        Err(failure) => {
            let errors = Errors::new(failure.violations(), &[]);
            let shown = if act == "tinh-thu" {
                "tro-cap"
            } else {
                act.as_str()
            };
            page_with(failure.status(), &desk.drawn(shown, &sent, &errors).await?)
        }
    }
}
