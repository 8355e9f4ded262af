//! One line for each request: which function answers it.

use proto::intake::v1::{counter_service_server::CounterService, *};
use tonic::{Request, Response, Status};

use crate::Intake;

macro_rules! answers {
    ($($call:ident: $request:ident => $response:ident by $function:ident;)*) => {
        #[tonic::async_trait]
        impl CounterService for Intake {
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
    list_register: ListRegisterRequest => ListRegisterResponse by registered;
    get_day: GetDayRequest => GetDayResponse by day_at_a_glance;
    preview_appointment: PreviewAppointmentRequest => PreviewAppointmentResponse by previewed;
    find_persons: FindPersonsRequest => FindPersonsResponse by persons_known;
    list_changes: ListChangesRequest => ListChangesResponse by changes;
    take_ticket: TakeTicketRequest => TakeTicketResponse by give_number;
    call_next: CallNextRequest => CallNextResponse by call;
    mark_served: MarkServedRequest => MarkServedResponse by served;
    mark_no_show: MarkNoShowRequest => MarkNoShowResponse by not_there;
    list_tickets: ListTicketsRequest => ListTicketsResponse by line;
    get_display: GetDisplayRequest => GetDisplayResponse by board;
    list_slots: ListSlotsRequest => ListSlotsResponse by bookable;
    book_slot: BookSlotRequest => BookSlotResponse by book;
    get_booking: GetBookingRequest => GetBookingResponse by booked;
    move_booking: MoveBookingRequest => MoveBookingResponse by book_anew;
    cancel_booking: CancelBookingRequest => CancelBookingResponse by call_off;
    list_bookings: ListBookingsRequest => ListBookingsResponse by bookings;
    check_in_booking: CheckInBookingRequest => CheckInBookingResponse by has_come;
    get_booking_contact: GetBookingContactRequest => GetBookingContactResponse by booking_contact;
}
