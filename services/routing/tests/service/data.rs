//! The province's data as routing answers with them: each with its source.

use std::path::PathBuf;

use chassis::config::Province;
use proto::routing::v1::{
    GetProcedureRequest, ListDataProblemsRequest, ListProceduresRequest, ListUnitsRequest,
    ProcedureSummary, Unit,
};
use stage::fields;
use tonic::{Code, Status};

use crate::world::World;

async fn procedures(world: &World, on: &str) -> Result<Vec<ProcedureSummary>, Status> {
    let on = on.to_owned();
    let answer = world
        .client()
        .list_procedures(ListProceduresRequest { on })
        .await?;
    Ok(answer.into_inner().procedures)
}

async fn units(world: &World, on: &str, kind: &str) -> Result<Vec<Unit>, Status> {
    let (on, kind) = (on.to_owned(), kind.to_owned());
    let answer = world
        .client()
        .list_units(ListUnitsRequest {
            on,
            kind,
            former: false,
        })
        .await?;
    Ok(answer.into_inner().units)
}

#[tokio::test(flavor = "multi_thread")]
async fn procedures_carry_their_sources_and_whether_somebody_verified_them() {
    let world = World::start().await;
    let listed = procedures(&world, "").await.unwrap();
    assert!(listed.len() >= 10, "{}", listed.len());
    for procedure in &listed {
        assert!(!procedure.sources.is_empty(), "{procedure:?}");
        assert!(!procedure.field_name.is_empty(), "{procedure:?}");
    }
    let transfer = listed.iter().find(|one| one.code == "1.013831").unwrap();
    assert!(transfer.verified && transfer.online);
    assert_eq!(transfer.version, "2025-07-01");
    assert_eq!(transfer.checklist, "1.013831@2025-07-01");
    assert!(
        transfer
            .sources
            .iter()
            .any(|source| source.contains("3380/QĐ-BNNMT")),
        "{transfer:?}"
    );
    // What is still to be found out is told to the keepers of the data, and is no note to a citizen.
    let doubt = |text: &String| text.contains("chưa đối chiếu văn bản");
    assert!(transfer.doubts.iter().any(doubt), "{transfer:?}");
    let request = GetProcedureRequest {
        code: "1.013831".to_owned(),
        version: String::new(),
    };
    let whole = world.client().get_procedure(request).await.unwrap();
    let notes = whole.into_inner().notes;
    assert!(!notes.is_empty() && !notes.iter().any(doubt), "{notes:?}");
    // Before the first version there was none.
    let earlier = procedures(&world, "2025-06-30").await.unwrap();
    assert!(earlier.iter().all(|one| one.code != "1.013831"));
    let malformed = procedures(&world, "30/06/2025").await.unwrap_err();
    assert_eq!(malformed.code(), Code::InvalidArgument);
    assert_eq!(fields(&malformed), ["on"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_procedure_is_told_whole() {
    let world = World::start().await;
    let mut client = world.client();
    let mut ask = async |code: &str, version: &str| {
        let (code, version) = (code.to_owned(), version.to_owned());
        client
            .get_procedure(GetProcedureRequest { code, version })
            .await
    };
    let today = ask("1.013831", "").await.unwrap().into_inner();
    let named = ask("1.013831", "2025-07-01").await.unwrap().into_inner();
    assert_eq!(today, named);
    assert!(today.summary.unwrap().verified);
    assert_eq!(today.legs.len(), 6);
    assert_eq!(today.phases.len(), 2);
    assert!(
        today
            .legal_basis
            .iter()
            .any(|law| law.contains("31/2024/QH15"))
    );
    let required = today.components.iter().filter(|paper| paper.required);
    let required: Vec<&str> = required.map(|paper| paper.key.as_str()).collect();
    assert_eq!(required, ["application", "certificate", "contract"]);
    let change = today.fields.iter().find(|one| one.key == "change").unwrap();
    assert_eq!((change.kind.as_str(), change.options.len()), ("choice", 5));

    let malformed = ask("1.013831", "now").await.unwrap_err();
    assert_eq!(fields(&malformed), ["version"]);
    for (code, version) in [("9.999999", ""), ("1.013831", "2019-01-01")] {
        let absent = ask(code, version).await.unwrap_err();
        assert_eq!(absent.code(), Code::NotFound);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn units_carry_their_sources_and_what_they_were_before() {
    let world = World::start().await;
    let today = units(&world, "", "").await.unwrap();
    assert!(today.iter().all(|unit| !unit.source.is_empty()));
    let commune = today.iter().find(|unit| unit.id == "adm:21028").unwrap();
    assert!(commune.verified, "{commune:?}");
    assert!(!commune.predecessors.is_empty(), "{commune:?}");
    let kind = units(&world, "", &commune.kind).await.unwrap();
    assert!(!kind.is_empty() && kind.len() < today.len());
    assert!(kind.iter().all(|unit| unit.kind == commune.kind));
    // The communes of today are in being since 1 July 2025.
    let earlier = units(&world, "2025-06-30", "").await.unwrap();
    assert!(earlier.iter().all(|unit| unit.id != "adm:21028"));
    // Districts ended on that day; what was done before is told under their names.
    let former = async |on: &str| {
        let request = ListUnitsRequest {
            on: on.to_owned(),
            former: true,
            ..Default::default()
        };
        let answer = world.client().list_units(request).await;
        answer.unwrap().into_inner().units
    };
    let gone = former("").await;
    assert!(gone.iter().any(|unit| unit.id == "org:ldtbxh-522"));
    assert!(
        gone.iter()
            .all(|one| today.iter().all(|unit| unit.id != one.id))
    );
    let not_yet = former("2025-06-30").await;
    assert!(not_yet.iter().all(|unit| unit.id != "org:ldtbxh-522"));
    let malformed = units(&world, "tomorrow", "").await.unwrap_err();
    assert_eq!(fields(&malformed), ["on"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoilt_file_is_named_with_its_line_and_the_rest_is_loaded() {
    const SPOILT: &str = "procedures/1.013831.yaml";
    let copy = tempfile::tempdir().unwrap();
    let dir = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../provinces/quang-ngai"
    ));
    for (path, text) in (Province { dir }).files::<(String, String)>().unwrap() {
        let to = copy.path().join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        let text = if path == SPOILT {
            text.replace("\nterm: 8d\n", "\nterm: soon\n")
        } else {
            text
        };
        std::fs::write(to, text).unwrap();
    }
    let whole = World::start().await;
    let world = World::of_province(copy.path().to_str().unwrap()).await;
    let problems = |world: &World| {
        let mut client = world.client_of("control:kiem-soat");
        async move {
            let answer = client.list_data_problems(ListDataProblemsRequest {}).await;
            answer.unwrap().into_inner().problems
        }
    };
    assert_eq!(problems(&whole).await, []);
    let found = problems(&world).await;
    assert_eq!((found.len(), found[0].file.as_str()), (1, SPOILT));
    assert_eq!(found[0].line, 8, "{found:?}");
    assert!(found[0].why.contains("soon"), "{found:?}");
    let all = procedures(&whole, "").await.unwrap();
    let left = procedures(&world, "").await.unwrap();
    assert_eq!(left.len() + 1, all.len());
    assert!(left.iter().all(|one| one.code != "1.013831"));
}
