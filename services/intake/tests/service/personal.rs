//! Personal data: who looked is written down, and none of it leaves on the bus.

use proto::intake::v1::{
    AskSupplementRequest, GetContactRequest, GetDossierRequest, ListReadsRequest,
    WithdrawDossierRequest,
};
use stage::fields;
use tonic::Code;

use crate::world::{DESK, World};

/// Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: the person can see who looked.
#[tokio::test(flavor = "multi_thread")]
async fn every_look_at_the_file_is_recorded_with_its_purpose() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let dossier_id = id.to_string();
    let unsaid = GetDossierRequest {
        dossier_id: dossier_id.clone(),
        purpose: String::new(),
    };
    let refused = world.desk().get_dossier(unsaid).await.unwrap_err();
    assert_eq!(fields(&refused), ["purpose"]);
    let open = GetDossierRequest {
        dossier_id: dossier_id.clone(),
        purpose: "thẩm định".to_owned(),
    };
    let file = world.desk().get_dossier(open).await.unwrap().into_inner();
    assert_eq!(file.filing.unwrap().owner.unwrap().name, "Trần Thị Ví Dụ");
    let contact = GetContactRequest {
        dossier_id: dossier_id.clone(),
        purpose: "báo tin".to_owned(),
    };
    assert_eq!(
        world
            .desk()
            .get_contact(contact)
            .await
            .unwrap()
            .into_inner()
            .phone,
        "0912000002"
    );
    let reads = world
        .desk()
        .list_reads(ListReadsRequest { dossier_id })
        .await
        .unwrap()
        .into_inner();
    let told: Vec<(&str, &str)> = reads
        .reads
        .iter()
        .map(|read| (read.by.as_str(), read.purpose.as_str()))
        .collect();
    assert_eq!(told, [(DESK, "báo tin"), (DESK, "thẩm định")]);

    let public = format!("{:?}", world.track(&code).await.unwrap());
    for secret in ["Trần", "Nguyễn", "051", "0912", "Ví Dụ"] {
        assert!(
            !public.contains(secret),
            "{secret} is in what anybody may see: {public}"
        );
    }
    let missing = world.track("H48.21028-261102-9999").await.unwrap_err();
    assert_eq!(missing.code(), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_personal_data_is_in_the_journal() {
    let world = World::start().await;
    let (id, _) = world.received().await;
    // What people write into a reason stays at the desk, names and all.
    let asked = AskSupplementRequest {
        dossier_id: id.to_string(),
        components: vec!["contract".to_owned()],
        reason: "thiếu chữ ký của ông Nguyễn Văn Mẫu".to_owned(),
        ..Default::default()
    };
    world.desk().ask_supplement(asked).await.unwrap();
    let withdrawn = WithdrawDossierRequest {
        dossier_id: id.to_string(),
        reason: "bà Trần Thị Ví Dụ đổi ý".to_owned(),
        ..Default::default()
    };
    world.desk().withdraw_dossier(withdrawn).await.unwrap();
    let payloads: Vec<Vec<u8>> = sqlx::query_scalar("select payload from bus.journal")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&payloads.concat()).into_owned();
    assert!(
        text.contains("H48.21028-261102-0001"),
        "the code is what a fact is known by"
    );
    for secret in ["Trần", "Nguyễn", "051088", "0912", "Ví Dụ", "551"] {
        assert!(!text.contains(secret), "{secret} left in a fact");
    }
    let looked: i64 = world
        .count("select count(*) from bus.journal where actor = 'officer:an@org:mc-21028'")
        .await;
    assert_eq!(
        looked, 3,
        "who received, asked and ended it is written down"
    );
}
