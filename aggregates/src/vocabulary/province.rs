//! The provinces of Iran.

use super::coded;

coded! {
    /// A province of Iran, by its ISO 3166-2:IR code in the revision of November 2020, which numbered all of
    /// them anew: `IR-07` was Tehran before and is Fars now.
    ///
    /// <https://www.iso.org/obp/ui/#iso:code:3166:IR>
    pub enum Province in "province" {
        /// Markazī (مرکزی).
        Markazi = "IR-00",
        /// Gīlān (گیلان).
        Gilan = "IR-01",
        /// Māzandarān (مازندران).
        Mazandaran = "IR-02",
        /// Āz̄ārbāyjān-e Shārqī, East Azerbaijan (آذربایجان شرقی).
        EastAzerbaijan = "IR-03",
        /// Āz̄ārbāyjān-e Ghārbī, West Azerbaijan (آذربایجان غربی).
        WestAzerbaijan = "IR-04",
        /// Kermānshāh (کرمانشاه).
        Kermanshah = "IR-05",
        /// Khūzestān (خوزستان).
        Khuzestan = "IR-06",
        /// Fārs (فارس).
        Fars = "IR-07",
        /// Kermān (کرمان).
        Kerman = "IR-08",
        /// Khorāsān-e Raẕavī, Razavi Khorasan (خراسان رضوی).
        RazaviKhorasan = "IR-09",
        /// Eşfahān, Isfahan (اصفهان).
        Isfahan = "IR-10",
        /// Sīstān va Balūchestān (سیستان و بلوچستان).
        SistanAndBaluchestan = "IR-11",
        /// Kordestān, Kurdistan (کردستان).
        Kurdistan = "IR-12",
        /// Hamadān (همدان).
        Hamadan = "IR-13",
        /// Chahār Maḩāl va Bakhtīārī (چهارمحال و بختیاری).
        ChaharmahalAndBakhtiari = "IR-14",
        /// Lorestān (لرستان).
        Lorestan = "IR-15",
        /// Īlām (ایلام).
        Ilam = "IR-16",
        /// Kohgīlūyeh va Bowyer Aḩmad (کهگیلویه و بویراحمد).
        KohgiluyehAndBoyerAhmad = "IR-17",
        /// Būshehr (بوشهر).
        Bushehr = "IR-18",
        /// Zanjān (زنجان).
        Zanjan = "IR-19",
        /// Semnān (سمنان).
        Semnan = "IR-20",
        /// Yazd (یزد).
        Yazd = "IR-21",
        /// Hormozgān (هرمزگان).
        Hormozgan = "IR-22",
        /// Tehrān (تهران).
        Tehran = "IR-23",
        /// Ardabīl (اردبیل).
        Ardabil = "IR-24",
        /// Qom (قم).
        Qom = "IR-25",
        /// Qazvīn (قزوین).
        Qazvin = "IR-26",
        /// Golestān (گلستان).
        Golestan = "IR-27",
        /// Khorāsān-e Shomālī, North Khorasan (خراسان شمالی).
        NorthKhorasan = "IR-28",
        /// Khorāsān-e Jonūbī, South Khorasan (خراسان جنوبی).
        SouthKhorasan = "IR-29",
        /// Alborz (البرز).
        Alborz = "IR-30",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_run_from_ir_00_to_ir_30_in_order() {
        for (index, province) in Province::ALL.iter().enumerate() {
            assert_eq!(province.code(), format!("IR-{index:02}"), "{province:?}");
        }
    }

    #[test]
    fn codes_are_of_the_current_revision() {
        // In the revision before, these were IR-22, IR-14, IR-30, IR-07 and IR-32.
        assert_eq!(Province::Markazi.code(), "IR-00");
        assert_eq!(Province::Fars.code(), "IR-07");
        assert_eq!(Province::RazaviKhorasan.code(), "IR-09");
        assert_eq!(Province::Tehran.code(), "IR-23");
        assert_eq!(Province::Alborz.code(), "IR-30");
    }
}
