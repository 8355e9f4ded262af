//! What can be asked.

use chassis::{Actor, Error, Violations};
use chrono::NaiveDate;
use prost_types::Timestamp;
use proto::forms::v1::{self as wire, forms_service_server::FormsService};
use tonic::{Request, Response, Status};

use crate::{
    downloads::{Found, Kind},
    draw::Problem,
    index::Form,
    press::{Press, Tried},
    store::Version,
};

type Answer<T> = Result<Response<T>, Status>;

/// The longest note beside a version.
const LONGEST_NOTE: usize = 500;

#[tonic::async_trait]
impl FormsService for Press {
    async fn list_forms(
        &self,
        _: Request<wire::ListFormsRequest>,
    ) -> Answer<wire::ListFormsResponse> {
        let forms = self.index.forms.iter();
        let forms = forms.map(|form| Ok(shown(form, &self.in_use(form)?)));
        Ok(Response::new(wire::ListFormsResponse {
            forms: forms.collect::<chassis::Result<_>>()?,
        }))
    }

    async fn render(&self, request: Request<wire::RenderRequest>) -> Answer<wire::RenderResponse> {
        let wire::RenderRequest { on, paper } = request.into_inner();
        let mut wrong = Violations::default();
        let on = wrong.check("on", day(&on));
        if paper.is_none() {
            wrong.add("paper", "Chưa nói giấy nào cần in.");
        }
        wrong.finish()?;
        let (Some(on), Some(paper)) = (on, paper) else {
            return Err(Status::internal("checked above"));
        };
        let printed = self.print(on, &paper).await?;
        Ok(Response::new(wire::RenderResponse {
            form: Some(shown(&printed.form, &printed.version)),
            pages: counted(printed.pages),
            pdf: printed.pdf,
        }))
    }

    async fn get_template(
        &self,
        request: Request<wire::GetTemplateRequest>,
    ) -> Answer<wire::GetTemplateResponse> {
        let asked = request.into_inner();
        let form = self.form(&asked.key)?;
        let versions = self.versions(&form)?;
        let wanted = versions
            .iter()
            .rev()
            .find(|version| asked.version == 0 || version.number == asked.version)
            .ok_or_else(|| Error::absent("Không có phiên bản này của biểu mẫu."))?;
        let in_use = versions.last().unwrap_or(wanted);
        Ok(Response::new(wire::GetTemplateResponse {
            form: Some(shown(&form, in_use)),
            source: wanted.source.clone(),
            version: wanted.number,
            versions: versions.iter().rev().map(told).collect(),
            sample: self.sample(&form).to_owned(),
        }))
    }

    async fn check_template(
        &self,
        request: Request<wire::CheckTemplateRequest>,
    ) -> Answer<wire::CheckTemplateResponse> {
        let asked = request.into_inner();
        let tried = self
            .try_out(&asked.key, &asked.source, &asked.sample)
            .await?;
        Ok(Response::new(checked(tried)))
    }

    async fn save_template(
        &self,
        request: Request<wire::SaveTemplateRequest>,
    ) -> Answer<wire::SaveTemplateResponse> {
        let by = Actor::of(request.metadata())?;
        let asked = request.into_inner();
        let mut wrong = Violations::default();
        let note = wrong.check("note", kernel::line(&asked.note, LONGEST_NOTE));
        wrong.finish()?;
        let note = note.unwrap_or_default();
        let kept = self
            .keep(
                &asked.key,
                &asked.source,
                asked.based_on,
                by.as_str(),
                &note,
            )
            .await?;
        Ok(Response::new(wire::SaveTemplateResponse {
            version: Some(told(&kept)),
        }))
    }

    async fn restore_template(
        &self,
        request: Request<wire::RestoreTemplateRequest>,
    ) -> Answer<wire::RestoreTemplateResponse> {
        let by = Actor::of(request.metadata())?;
        let asked = request.into_inner();
        let kept = self.restore(&asked.key, asked.version, by.as_str()).await?;
        Ok(Response::new(wire::RestoreTemplateResponse {
            version: Some(told(&kept)),
        }))
    }

    async fn list_downloads(
        &self,
        request: Request<wire::ListDownloadsRequest>,
    ) -> Answer<wire::ListDownloadsResponse> {
        let wire::ListDownloadsRequest { procedure, on } = request.into_inner();
        let on = self.day_or_today(&on)?;
        let downloads = self.downloads.clone();
        let found = beside(move || downloads.list(&procedure, on)).await?;
        Ok(Response::new(wire::ListDownloadsResponse {
            downloads: found.iter().map(offered).collect(),
        }))
    }

    async fn get_download(
        &self,
        request: Request<wire::GetDownloadRequest>,
    ) -> Answer<wire::GetDownloadResponse> {
        let asked = request.into_inner();
        let kind = match asked.kind() {
            wire::DownloadKind::Pdf => Kind::Pdf,
            wire::DownloadKind::Docx => Kind::Docx,
            wire::DownloadKind::Unspecified => {
                let remedy = "Hãy nói cần tệp PDF hay DOCX.";
                return Err(Error::field("kind", remedy).into());
            }
        };
        let on = self.day_or_today(&asked.on)?;
        let downloads = self.downloads.clone();
        let given = beside(move || {
            let wire::GetDownloadRequest {
                procedure,
                component,
                ..
            } = &asked;
            downloads.get(procedure, component, kind, on)
        });
        let given = given.await?;
        let (found, content) = given.ok_or_else(|| Error::absent("Không có mẫu này để tải về."))?;
        Ok(Response::new(wire::GetDownloadResponse {
            download: Some(offered(&found)),
            content,
        }))
    }
}

impl Press {
    /// The day a request names; today when it names none.
    fn day_or_today(&self, iso: &str) -> chassis::Result<NaiveDate> {
        match iso {
            "" => Ok(self.today()),
            iso => day(iso).map_err(|remedy| Error::field("on", remedy)),
        }
    }
}

/// Reads files beside the threads that answer calls.
async fn beside<T: Send + 'static>(
    read: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> chassis::Result<T> {
    let done = tokio::task::spawn_blocking(read).await;
    done.map_err(anyhow::Error::from)
        .and_then(|read| read)
        .map_err(Error::fault)
}

fn offered(found: &Found) -> wire::Download {
    let kind = match found.kind {
        Kind::Pdf => wire::DownloadKind::Pdf,
        Kind::Docx => wire::DownloadKind::Docx,
    };
    wire::Download {
        component: found.component.clone(),
        kind: kind.into(),
        bytes: found.bytes,
        valid_from: written(found.valid_from),
        valid_to: written(found.valid_to),
    }
}

/// An ISO date; empty where there is none.
fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn day(iso: &str) -> Result<NaiveDate, &'static str> {
    iso.parse()
        .map_err(|_| "Ngày phải có dạng năm-tháng-ngày, ví dụ 2026-11-22.")
}

fn shown(form: &Form, in_use: &Version) -> wire::Form {
    wire::Form {
        key: form.key.clone(),
        kind: form.kind.wire().into(),
        number: form.number.clone(),
        title: form.title.clone(),
        edition: form.edition.clone(),
        valid_from: written(form.valid_from),
        valid_to: written(form.valid_to),
        paper: form.paper.clone(),
        source: form.source.clone(),
        verified: form.verified,
        version: Some(told(in_use)),
    }
}

fn told(version: &Version) -> wire::Version {
    wire::Version {
        number: version.number,
        by: version.by.clone(),
        at: version.at.map(|at| Timestamp {
            seconds: at.timestamp(),
            nanos: 0,
        }),
        note: version.note.clone(),
    }
}

fn checked(tried: Tried) -> wire::CheckTemplateResponse {
    wire::CheckTemplateResponse {
        pages: tried.pictures,
        pdf: tried.pdf,
        problems: tried.problems.into_iter().map(problem).collect(),
        page_count: counted(tried.pages),
    }
}

fn problem(problem: Problem) -> wire::Problem {
    wire::Problem {
        error: problem.error,
        file: problem.file,
        line: problem.line,
        column: problem.column,
        message: problem.message,
        hints: problem.hints,
    }
}

fn counted(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
