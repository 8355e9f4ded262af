//! What can be asked about documents and drafts.

use proto::intake::v1::{document_service_server::DocumentService, *};
use tonic::{Request, Response, Status, Streaming, codegen::BoxStream};

use crate::Intake;

type Answer<T> = Result<Response<T>, Status>;

/// One line for each request: which function answers it.
macro_rules! answers {
    ($($call:ident: $request:ident => $response:ident by $function:ident;)*) => {
        #[tonic::async_trait]
        impl DocumentService for Intake {
            async fn upload_document(
                &self,
                request: Request<Streaming<UploadDocumentRequest>>,
            ) -> Answer<UploadDocumentResponse> {
                Ok(Response::new(self.upload(request).await?))
            }

            type GetDocumentStream = BoxStream<GetDocumentResponse>;

            async fn get_document(
                &self,
                request: Request<GetDocumentRequest>,
            ) -> Answer<BoxStream<GetDocumentResponse>> {
                Ok(Response::new(Box::pin(self.open_document(request).await?)))
            }

            $(async fn $call(&self, request: Request<$request>) -> Answer<$response> {
                Ok(Response::new(self.$function(request).await?))
            })*
        }
    };
}

answers! {
    list_documents: ListDocumentsRequest => ListDocumentsResponse by list_documents;
    list_earlier_documents: ListEarlierDocumentsRequest => ListEarlierDocumentsResponse by list_earlier;
    reuse_document: ReuseDocumentRequest => ReuseDocumentResponse by reuse_document;
    remove_document: RemoveDocumentRequest => RemoveDocumentResponse by remove_document;
    save_draft: SaveDraftRequest => SaveDraftResponse by save_draft;
    get_draft: GetDraftRequest => GetDraftResponse by get_draft;
    delete_draft: DeleteDraftRequest => DeleteDraftResponse by delete_draft;
    list_drafts: ListDraftsRequest => ListDraftsResponse by list_drafts;
}
