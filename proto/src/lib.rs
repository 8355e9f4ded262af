//! The contract between the services: requests, answers and facts, generated from `motcua/`.

/// The contract itself, as a `google.protobuf.FileDescriptorSet`.
pub const DESCRIPTOR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/contract.binpb"));

pub mod agency {
    pub mod v1 {
        tonic::include_proto!("motcua.agency.v1");
    }
}

pub mod forms {
    pub mod v1 {
        tonic::include_proto!("motcua.forms.v1");
    }
}

pub mod identity {
    pub mod v1 {
        tonic::include_proto!("motcua.identity.v1");
    }
}

pub mod intake {
    pub mod v1 {
        tonic::include_proto!("motcua.intake.v1");
    }
}

pub mod land_records {
    pub mod v1 {
        tonic::include_proto!("motcua.land_records.v1");
    }
}

pub mod notification {
    pub mod v1 {
        tonic::include_proto!("motcua.notification.v1");
    }
}

pub mod operations {
    pub mod v1 {
        tonic::include_proto!("motcua.operations.v1");
    }
}

pub mod reporting {
    pub mod v1 {
        tonic::include_proto!("motcua.reporting.v1");
    }
}

pub mod routing {
    pub mod v1 {
        tonic::include_proto!("motcua.routing.v1");
    }
}

pub mod social_welfare {
    pub mod v1 {
        tonic::include_proto!("motcua.social_welfare.v1");
    }
}
