//! A counter that answers calls over the wire, and does with a folder what the caller says.

use std::sync::Arc;

use chassis::{
    Actor, Assembly, Chassis, Error, Order, Permits, Violations, execute_one, permits::officials,
};
use kernel::Role;
use proto::notification::v1::{
    ListNoticesRequest, ListNoticesResponse, Notice,
    notification_service_client::NotificationServiceClient,
    notification_service_server::{NotificationService, NotificationServiceServer},
};
use tokio::sync::Semaphore;
use tonic::service::RoutesBuilder;
use tonic::{Request, Response, Status, transport::Channel};
use uuid::Uuid;

use crate::folder::{Command, Folders};

#[derive(Clone)]
pub struct Desk {
    chassis: Chassis,
    /// One for each call that has begun and takes its time.
    pub begun: Arc<Semaphore>,
    /// Lets such a call end.
    pub end: Arc<Semaphore>,
}

/// Who may ask the desk: whoever works at one.
const PERMITS: Permits = Permits {
    service: "motcua.notification.v1.NotificationService",
    methods: &[("ListNotices", officials(&[Role::DeskOfficer]))],
};

impl Desk {
    pub fn of(chassis: &Chassis) -> Self {
        Self {
            chassis: chassis.clone(),
            begun: Arc::new(Semaphore::new(0)),
            end: Arc::new(Semaphore::new(0)),
        }
    }

    /// The service, answering at the desk.
    pub fn at(self, assembly: Assembly) -> Assembly {
        assembly
            .permit(&[PERMITS])
            .serve(|routes| self.add_to(routes))
    }

    fn add_to(self, routes: &mut RoutesBuilder) {
        routes.add_service(NotificationServiceServer::new(self));
    }

    async fn carry_out(
        &self,
        folder: Uuid,
        command: Command,
        actor: &Actor,
    ) -> chassis::Result<u32> {
        let mut tx = self.chassis.begin().await?;
        let order = Order::new(folder, command, actor, self.chassis.clock.now());
        let carried = execute_one::<Folders>(&mut tx, &(), order).await?;
        self.chassis.commit(tx).await?;
        Ok(carried.version)
    }

    async fn answer(&self, folder: Uuid, what: &str, actor: &Actor) -> chassis::Result<u32> {
        let command = match what {
            "accept" => Command::Accept,
            "ask" => Command::Ask("x".to_owned()),
            "slow" => {
                self.begun.add_permits(1);
                self.end.acquire().await.expect("open").forget();
                Command::Accept
            }
            "forbid" => Command::Forbid,
            "absent" => return Err(Error::absent("Không có hồ sơ này.")),
            "malformed" => {
                let mut violations = Violations::default();
                violations.add("filing.owner.phone", "Số điện thoại gồm 10 chữ số.");
                violations.add("filing.place", "Hãy chọn xã.");
                violations.finish()?;
                Command::Accept
            }
            "break" => {
                let broken = sqlx::query("select * from secret_table");
                broken.execute(&self.chassis.db).await?;
                Command::Accept
            }
            _ => return Err(Error::fault(anyhow::anyhow!("the password is tùy-tiện"))),
        };
        self.carry_out(folder, command, actor).await
    }
}

#[tonic::async_trait]
impl NotificationService for Desk {
    async fn list_notices(
        &self,
        request: Request<ListNoticesRequest>,
    ) -> Result<Response<ListNoticesResponse>, Status> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let folder = request.dossier_id.parse().expect("the test's own");
        let version = self.answer(folder, &request.page_token, &actor).await?;
        let notice = Notice {
            segments: version,
            ..Default::default()
        };
        Ok(Response::new(ListNoticesResponse {
            notices: vec![notice],
            ..Default::default()
        }))
    }
}

/// Asks the desk to do `what` with a folder. Answers the folder's version.
pub async fn ask_desk(channel: Channel, folder: Uuid, what: &str) -> Result<u32, Status> {
    let speaking = chassis::client::speaking(channel, &Actor::from("officer:an@org:test"));
    let request = ListNoticesRequest {
        dossier_id: folder.to_string(),
        page_token: what.to_owned(),
        ..Default::default()
    };
    let mut client = NotificationServiceClient::new(speaking);
    let answer = client.list_notices(request).await?.into_inner();
    Ok(answer.notices[0].segments)
}
