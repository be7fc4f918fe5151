//! What a report is about.

use super::coded;

coded! {
    /// What a report is about.
    pub enum Category in "category" {
        /// An official did not do what the law asks of them.
        Omission = "omission",
        /// An official did what the law forbids them, or acted against the dignity of the office.
        Misconduct = "misconduct",
        /// A bribe was asked, offered, given or taken.
        Bribery = "bribery",
        /// Public money or property was taken.
        Embezzlement = "embezzlement",
        /// An office was used for private ends.
        AbuseOfPower = "abuse-of-power",
        /// A danger to public health.
        PublicHealth = "public-health",
        /// Harm to air, water, soil or animals.
        Environment = "environment",
        /// Land, forests, pasture, water or mines taken or destroyed.
        NaturalResources = "natural-resources",
        /// Overpricing, hoarding, fraud or fakes in trade.
        Consumer = "consumer",
        /// Rights and safety at work.
        Labour = "labour",
        /// A danger on roads or in public transport.
        RoadSafety = "road-safety",
        /// Unlawful or unsafe building.
        Construction = "construction",
        /// None of the others.
        Other = "other",
    }
}
