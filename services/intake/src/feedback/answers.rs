//! What can be asked: one line for each request, with the function that answers it.

use proto::intake::v1::{feedback_service_server::FeedbackService, *};
use tonic::{Request, Response, Status};

use crate::Intake;

macro_rules! answers {
    ($($call:ident: $request:ident => $response:ident by $function:ident;)*) => {
        #[tonic::async_trait]
        impl FeedbackService for Intake {
            $(async fn $call(
                &self,
                request: Request<$request>,
            ) -> Result<Response<$response>, Status> {
                Ok(Response::new(self.$function(request).await?))
            })*
        }
    };
}

answers! {
    ask_proof: AskProofRequest => AskProofResponse by send_digits;
    prove: ProveRequest => ProveResponse by try_digits;
    get_proof_text: GetProofTextRequest => GetProofTextResponse by proof_text;
    get_mine: GetMineRequest => GetMineResponse by show_mine;
    withdraw_by_owner: WithdrawByOwnerRequest => WithdrawByOwnerResponse by withdraw_mine;
    list_my_reads: ListMyReadsRequest => ListMyReadsResponse by reads_of_mine;
    choose_notices: ChooseNoticesRequest => ChooseNoticesResponse by choose;
    rate: RateRequest => RateResponse by take_rating;
    complain: ComplainRequest => ComplainResponse by take_complaint;
    track_complaint: TrackComplaintRequest => TrackComplaintResponse by show_complaint;
    list_complaints: ListComplaintsRequest => ListComplaintsResponse by complaints_of_unit;
    receive_complaint: ReceiveComplaintRequest => ReceiveComplaintResponse by take_in_hand;
    forward_complaint: ForwardComplaintRequest => ForwardComplaintResponse by pass_on;
    answer_complaint: AnswerComplaintRequest => AnswerComplaintResponse by answer;
    get_complaint_contact: GetComplaintContactRequest => GetComplaintContactResponse by complainant;
}
