//! The example of each petition, from which its sample list is made.

/// The text of a petition's example; nothing for a petition that a user has added.
pub(super) fn example(petition: &str) -> Option<&'static str> {
    Some(match petition {
        "certificate-of-rehabilitation" => {
            include_str!("../../../examples/certificate-of-rehabilitation.yaml")
        }
        "early-termination" => include_str!("../../../examples/early-termination.yaml"),
        "firefighter-dismissal" => include_str!("../../../examples/firefighter-dismissal.yaml"),
        "habeas-corpus" => include_str!("../../../examples/habeas-corpus.yaml"),
        "innocence-after-set-aside" => {
            include_str!("../../../examples/innocence-after-set-aside.yaml")
        }
        "marijuana-relief" => include_str!("../../../examples/marijuana-relief.yaml"),
        "new-trial" => include_str!("../../../examples/new-trial.yaml"),
        "notice-of-appeal" => include_str!("../../../examples/notice-of-appeal.yaml"),
        "pardon" => include_str!("../../../examples/pardon.yaml"),
        "prop-47" => include_str!("../../../examples/prop-47.yaml"),
        "reduce-felony" => include_str!("../../../examples/reduce-felony.yaml"),
        "seal-after-diversion" => include_str!("../../../examples/seal-after-diversion.yaml"),
        "seal-and-destroy" => include_str!("../../../examples/seal-and-destroy.yaml"),
        "seal-arrest" => include_str!("../../../examples/seal-arrest.yaml"),
        "seal-juvenile-misdemeanor" => {
            include_str!("../../../examples/seal-juvenile-misdemeanor.yaml")
        }
        "seal-juvenile" => include_str!("../../../examples/seal-juvenile.yaml"),
        "seal-minor-arrest" => include_str!("../../../examples/seal-minor-arrest.yaml"),
        "trafficking-relief" => include_str!("../../../examples/trafficking-relief.yaml"),
        "vacate-conviction" => include_str!("../../../examples/vacate-conviction.yaml"),
        _ => return None,
    })
}
