//! Who may ask what: every call of the contract, tried as everybody, over the wire of a running
//! province. A new call changes the page; so does a right somebody gains.

use chassis::{Caller, client::Speaking, permits::contract};
use expect_test::expect_file;
use kernel::Role;
use tonic::{Code, Request, client::Grpc, codegen::http::uri::PathAndQuery};
use tonic_prost::ProstCodec;

use crate::support::Province;

/// Services that ask on their own account.
const SERVICES: [&str; 8] = [
    "intake",
    "routing",
    "land-records",
    "social-welfare",
    "agency-desk",
    "notification",
    "reporting",
    "portal",
];

/// Which process is asked.
fn host(service: &str) -> Option<&'static str> {
    Some(match service.split('.').nth(1)? {
        "intake" | "operations" => "intake",
        "routing" => "routing",
        "land_records" => "land-records",
        "social_welfare" => "social-welfare",
        "agency" => "agency-desk",
        "notification" => "notification",
        "reporting" => "reporting",
        // The papers are pressed by a binary of their own.
        _ => return None,
    })
}

/// Whether the door lets the caller in.
async fn let_in(channel: Speaking, path: &str) -> bool {
    let mut door = Grpc::new(channel);
    door.ready().await.unwrap();
    let path = PathAndQuery::try_from(path).unwrap();
    // Whatever is answered is read as nothing: whether one is let in is all that is looked at.
    let nothing = ProstCodec::<(), ()>::default();
    let answer = door.server_streaming(Request::new(()), path, nothing).await;
    match answer {
        Ok(_) => true,
        Err(status) => {
            assert_ne!(status.code(), Code::Unauthenticated, "{status:?}");
            status.code() != Code::PermissionDenied
        }
    }
}

fn official(role: Role) -> Caller {
    let unit = match role {
        Role::DeskOfficer | Role::DeskHead => "org:mc-21028",
        _ => "org:ubnd-21028",
    };
    Caller::official("officer:thu", Some(unit), &[role], &[])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_is_let_in_where_the_page_says_and_nowhere_else() {
    let province = Province::start().await;
    let clients = &province.clients;
    let mut page = String::new();
    for (service, methods) in contract() {
        let Some(host) = host(&service) else { continue };
        page.push_str(&format!("{service}\n"));
        for method in methods {
            let path = format!("/{service}/{method}");
            let may =
                async |caller: &Caller| let_in(clients.speaking_for(host, caller), &path).await;
            let mut who = Vec::new();
            let mut officials = Vec::new();
            for role in Role::ALL {
                if may(&official(role)).await {
                    officials.push(role.name());
                }
            }
            if officials.len() == Role::ALL.len() {
                officials = vec!["every official"];
            }
            who.extend(officials);
            assert!(
                !may(&Caller::official("officer:thu", None, &[], &[])).await,
                "{path}: no role"
            );
            if may(&Caller::citizen("citizen:thu", None)).await {
                who.push("citizens");
            }
            if may(&Caller::anonymous("citizen:portal")).await {
                who.push("the public");
            }
            let mut services = Vec::new();
            for name in SERVICES {
                if may(&Caller::service(name)).await {
                    services.push(name);
                }
            }
            let named = services.iter().map(|name| format!("[{name}]"));
            let who = who.into_iter().map(str::to_owned).chain(named);
            let who: Vec<String> = who.collect();
            page.push_str(&format!("  {method}: {}\n", who.join(", ")));
        }
    }
    expect_file!["permits.txt"].assert_eq(&page);
    province.stop().await;
}
