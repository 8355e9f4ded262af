//! The service as others ask it: who may do what, and what is said to those who ask wrongly.

use std::net::TcpListener;

use chassis::{Actor, Boot, client};
use forms::PERMITS;
use proto::forms::v1::{
    DownloadKind, GetDownloadRequest, ListDownloadsRequest, ListFormsRequest, RenderRequest,
    RenderResponse, SaveTemplateRequest, forms_service_client::FormsServiceClient,
    render_request::Paper,
};
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::desk::{province, receipt};

struct Running {
    endpoint: String,
    _stop: DropGuard,
    _versions: tempfile::TempDir,
}

/// A province of the same forms, with `files` laid beside procedure 1.013831.
fn with_downloads(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(
        province().join("province.yaml"),
        copy.path().join("province.yaml"),
    )
    .unwrap();
    let forms = copy.path().join("forms");
    std::fs::create_dir_all(forms.join("samples")).unwrap();
    for folder in ["forms", "forms/samples"] {
        for entry in std::fs::read_dir(province().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap();
                std::fs::copy(&path, copy.path().join(folder).join(name)).unwrap();
            }
        }
    }
    let own = forms.join("downloads/1.013831");
    std::fs::create_dir_all(&own).unwrap();
    for (name, content) in files {
        std::fs::write(own.join(name), content).unwrap();
    }
    copy
}

type Forms = FormsServiceClient<client::Speaking>;

impl Running {
    async fn start() -> Self {
        Self::of(&province()).await
    }

    async fn of(province: &std::path::Path) -> Self {
        let versions = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .unwrap()
            .port();
        let mut boot = Boot::new("forms");
        for (key, value) in [
            ("grpc.listen", format!("127.0.0.1:{port}")),
            ("identity.check", "names".to_owned()),
            ("province.dir", province.display().to_string()),
            ("templates.dir", versions.path().display().to_string()),
        ] {
            boot.overrides.insert(key.to_owned(), value);
        }
        let stop = CancellationToken::new();
        tokio::spawn(forms::serve(boot, stop.clone()));
        let endpoint = format!("http://127.0.0.1:{port}");
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_ok()
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        Self {
            endpoint,
            _stop: stop.drop_guard(),
            _versions: versions,
        }
    }

    fn asked_by(&self, name: &str) -> Forms {
        let channel = client::channel(&self.endpoint).unwrap();
        FormsServiceClient::new(client::speaking(channel, &Actor::from(name)))
    }
}

async fn print(mut forms: Forms, on: &str) -> Result<RenderResponse, tonic::Status> {
    let request = RenderRequest {
        on: on.to_owned(),
        paper: Some(Paper::Receipt(receipt("Nguyễn Văn Mẫu"))),
    };
    forms.render(request).await.map(tonic::Response::into_inner)
}

fn draft(note: &str) -> SaveTemplateRequest {
    let source = std::fs::read_to_string(province().join("forms/refusal.typ")).unwrap();
    SaveTemplateRequest {
        key: "refusal-2025".to_owned(),
        source,
        based_on: 1,
        note: note.to_owned(),
    }
}

#[test]
fn every_call_has_its_permit() {
    assert_eq!(chassis::permits::unlisted(PERMITS), Vec::<String>::new());
}

#[tokio::test]
async fn a_paper_comes_with_the_form_it_was_printed_on() {
    let running = Running::start().await;
    let printed = print(running.asked_by("officer:an@org:mc-21028"), "2026-11-20").await;
    let printed = printed.unwrap();
    let form = printed.form.unwrap();
    assert_eq!(
        (form.number.as_str(), form.edition.as_str()),
        ("01", "TT 03/2025/TT-VPCP")
    );
    assert_eq!(printed.pages, 1);
    assert!(printed.pdf.starts_with(b"%PDF-"));
    let mut anybody = running.asked_by("anonymous");
    let forms = anybody.list_forms(ListFormsRequest {}).await.unwrap();
    assert_eq!(forms.into_inner().forms.len(), 17);
}

/// Nobody but the province says what its forms of law look like: a file it laid there comes as it is.
#[tokio::test]
async fn anybody_gets_the_forms_the_province_laid_there_as_they_are() {
    let pdf = b"%PDF-1.7\n%%EOF\n";
    let province = with_downloads(&[("application.pdf", pdf), ("broken.docx", b"no archive")]);
    let running = Running::of(province.path()).await;
    let mut anybody = running.asked_by("anonymous");
    let list = |procedure: &str| ListDownloadsRequest {
        procedure: procedure.to_owned(),
        on: String::new(),
    };
    let laid = anybody.list_downloads(list("1.013831")).await.unwrap();
    let laid = laid.into_inner().downloads;
    assert_eq!(laid.len(), 1, "what is broken is not offered: {laid:?}");
    assert_eq!(
        (laid[0].component.as_str(), laid[0].kind(), laid[0].bytes),
        ("application", DownloadKind::Pdf, pdf.len() as u64)
    );
    for procedure in ["1.001776", "../procedures", ""] {
        let none = anybody.list_downloads(list(procedure)).await.unwrap();
        assert!(none.into_inner().downloads.is_empty(), "{procedure}");
    }
    let get = |component: &str, kind: DownloadKind| GetDownloadRequest {
        procedure: "1.013831".to_owned(),
        component: component.to_owned(),
        kind: kind.into(),
        on: String::new(),
    };
    let given = anybody
        .get_download(get("application", DownloadKind::Pdf))
        .await;
    assert_eq!(given.unwrap().into_inner().content, pdf);
    for (component, kind, code) in [
        ("application", DownloadKind::Docx, Code::NotFound),
        ("broken", DownloadKind::Docx, Code::NotFound),
        ("../../index", DownloadKind::Pdf, Code::NotFound),
        (
            "application",
            DownloadKind::Unspecified,
            Code::InvalidArgument,
        ),
    ] {
        let refused = anybody.get_download(get(component, kind)).await;
        assert_eq!(refused.unwrap_err().code(), code, "{component}");
    }
}

/// A form laid beside a procedure is chosen by the day, as every other form.
#[tokio::test]
async fn a_laid_form_is_the_one_of_its_day() {
    let index = "forms:
  - {paper: application, file: first.pdf, form: Mẫu số 17, valid_to: 2025-06-30, source: thử, verified: false}
  - {paper: application, file: second.pdf, form: Mẫu số 18 NĐ 151/2025/NĐ-CP, valid_from: 2025-07-01, source: thử, verified: false}
";
    let (first, second) = (b"%PDF-1.4\n%%EOF\n", b"%PDF-1.7 newer\n%%EOF\n");
    let province = with_downloads(&[
        ("index.yaml", index.as_bytes()),
        ("first.pdf", first),
        ("second.pdf", second),
    ]);
    let procedures = province.path().join("procedures");
    std::fs::create_dir(&procedures).unwrap();
    let procedure = self::province().join("procedures/1.013831.yaml");
    std::fs::copy(procedure, procedures.join("1.013831.yaml")).unwrap();
    let running = Running::of(province.path()).await;
    let mut anybody = running.asked_by("anonymous");
    for (on, content, from, to) in [
        ("2025-06-30", &first[..], "", "2025-06-30"),
        ("2025-07-01", &second[..], "2025-07-01", ""),
        ("", &second[..], "2025-07-01", ""),
    ] {
        let list = ListDownloadsRequest {
            procedure: "1.013831".to_owned(),
            on: on.to_owned(),
        };
        let laid = anybody.list_downloads(list).await.unwrap();
        let laid = laid.into_inner().downloads;
        let dates: Vec<_> = laid
            .iter()
            .map(|one| (one.valid_from.as_str(), one.valid_to.as_str()))
            .collect();
        assert_eq!(dates, [(from, to)], "{on:?}");
        let get = GetDownloadRequest {
            procedure: "1.013831".to_owned(),
            component: "application".to_owned(),
            kind: DownloadKind::Pdf.into(),
            on: on.to_owned(),
        };
        let given = anybody.get_download(get).await.unwrap();
        assert_eq!(given.into_inner().content, content, "{on:?}");
    }
    let nonsense = ListDownloadsRequest {
        procedure: "1.013831".to_owned(),
        on: "hôm nay".to_owned(),
    };
    let refused = anybody.list_downloads(nonsense).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);

    // A gap on the day of the start is a mistake of the data, which the start names.
    let gap = index.replace("2025-07-01", "2999-01-01");
    let own = province.path().join("forms/downloads/1.013831/index.yaml");
    std::fs::write(own, gap).unwrap();
    let versions = tempfile::tempdir().unwrap();
    let clock = chassis::Clock::showing("2026-11-22T03:00:00Z".parse().unwrap());
    let wrong = forms::press(province.path(), versions.path(), clock).err();
    let wrong = format!("{:#}", wrong.expect("it does not start"));
    for said in [
        "forms/downloads/1.013831/index.yaml",
        "application",
        "2026-11-22",
    ] {
        assert!(wrong.contains(said), "{wrong}");
    }
}

#[tokio::test]
async fn what_is_asked_wrongly_is_answered_with_the_field() {
    let running = Running::start().await;
    let wrong = print(running.asked_by("officer:an"), "20/11/2026").await;
    let wrong = wrong.unwrap_err();
    assert_eq!(wrong.code(), Code::InvalidArgument);
    let fields = wrong.get_details_bad_request().unwrap().field_violations;
    assert_eq!(fields[0].field, "on");
    let too_early = print(running.asked_by("officer:an"), "2010-01-01").await;
    assert_eq!(too_early.unwrap_err().code(), Code::FailedPrecondition);
}

#[tokio::test]
async fn only_those_who_control_procedures_change_a_template() {
    let running = Running::start().await;
    for name in [
        "officer:an@org:mc-21028",
        "operator:tu",
        "anonymous",
        "citizen:x",
    ] {
        let refused = running.asked_by(name).save_template(draft("thử")).await;
        assert_eq!(
            refused.unwrap_err().code(),
            Code::PermissionDenied,
            "{name}"
        );
    }
    let mut keeper = running.asked_by("control:binh@org:vp-ubnd");
    let unsaid = keeper.save_template(draft(" ")).await.unwrap_err();
    assert_eq!(
        unsaid.code(),
        Code::InvalidArgument,
        "a change has its reason"
    );
    let kept = keeper.save_template(draft("đổi chữ")).await.unwrap();
    let version = kept.into_inner().version.unwrap();
    assert_eq!(
        (version.number, version.by.as_str()),
        (2, "control:binh@org:vp-ubnd")
    );
}
