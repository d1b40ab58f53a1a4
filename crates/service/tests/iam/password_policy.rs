//! The password policy of an account.

use crate::support::*;

const MISSING: &str = "404 NoSuchEntity: The Password Policy with domain name 123456789012 cannot be found.";

mod get_account_password_policy {
    use super::*;

    #[test]
    fn none_until_one_is_made() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        assert_eq!(plane.iam(&admin, "GetAccountPasswordPolicy").outcome(), MISSING);
    }

    #[test]
    fn is_there_after_a_restart() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        plane.iam(&admin, "UpdateAccountPasswordPolicy MinimumPasswordLength=14").xml();
        let mut plane = plane.restart();
        let told = plane.iam(&admin, "GetAccountPasswordPolicy").xml();
        assert!(told.contains("<MinimumPasswordLength>14</MinimumPasswordLength>"), "{told}");
    }
}

mod update_account_password_policy {
    use super::*;

    /// The result of GetAccountPasswordPolicy, between its tags.
    fn shown(plane: &mut Plane) -> String {
        let admin = plane.admin.clone();
        let told = plane.iam(&admin, "GetAccountPasswordPolicy").xml();
        let (_, rest) = told.split_once("<PasswordPolicy>").unwrap();
        let (policy, _) = rest.split_once("</PasswordPolicy>").unwrap();
        policy.split_whitespace().collect()
    }

    #[test]
    fn without_parameters_it_is_the_default() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        assert_eq!(plane.iam(&admin, "UpdateAccountPasswordPolicy").outcome(), "ok");
        assert_eq!(
            shown(&mut plane),
            "<MinimumPasswordLength>6</MinimumPasswordLength><RequireSymbols>false</RequireSymbols>\
             <RequireNumbers>false</RequireNumbers><RequireUppercaseCharacters>false</RequireUppercaseCharacters>\
             <RequireLowercaseCharacters>false</RequireLowercaseCharacters>\
             <AllowUsersToChangePassword>false</AllowUsersToChangePassword><ExpirePasswords>false</ExpirePasswords>"
        );
    }

    #[test]
    fn replaces_the_whole_policy() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        let call = "UpdateAccountPasswordPolicy MinimumPasswordLength=128 RequireSymbols=true RequireNumbers=true \
                    RequireUppercaseCharacters=true RequireLowercaseCharacters=true AllowUsersToChangePassword=true \
                    MaxPasswordAge=1095 PasswordReusePrevention=24 HardExpiry=true";
        assert_eq!(plane.iam(&admin, call).outcome(), "ok");
        let all = shown(&mut plane);
        for part in [
            "<MinimumPasswordLength>128</MinimumPasswordLength>",
            "<RequireSymbols>true</RequireSymbols>",
            "<ExpirePasswords>true</ExpirePasswords>",
            "<MaxPasswordAge>1095</MaxPasswordAge>",
            "<PasswordReusePrevention>24</PasswordReusePrevention>",
            "<HardExpiry>true</HardExpiry>",
        ] {
            assert!(all.contains(part), "{part}: {all}");
        }
        plane.iam(&admin, "UpdateAccountPasswordPolicy MaxPasswordAge=1").xml();
        let one = shown(&mut plane);
        assert!(one.contains("<MaxPasswordAge>1</MaxPasswordAge>"), "{one}");
        assert!(
            one.contains("<RequireSymbols>false</RequireSymbols>") && !one.contains("HardExpiry"),
            "{one}"
        );
    }

    #[test]
    fn bounds() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        for (parameter, fits) in [
            ("MinimumPasswordLength=6", true),
            ("MinimumPasswordLength=5", false),
            ("MinimumPasswordLength=128", true),
            ("MinimumPasswordLength=129", false),
            ("MaxPasswordAge=1", true),
            ("MaxPasswordAge=0", false),
            ("MaxPasswordAge=1095", true),
            ("MaxPasswordAge=1096", false),
            ("PasswordReusePrevention=1", true),
            ("PasswordReusePrevention=0", false),
            ("PasswordReusePrevention=24", true),
            ("PasswordReusePrevention=25", false),
        ] {
            let outcome = plane.iam(&admin, &format!("UpdateAccountPasswordPolicy {parameter}")).outcome();
            assert_eq!(outcome == "ok", fits, "{parameter}: {outcome}");
            assert!(fits || outcome.starts_with("400 ValidationError: "), "{parameter}: {outcome}");
        }
    }

    #[test]
    fn each_account_has_its_own() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        let (other, _) = plane.account("second", "210987654321");
        plane.iam(&admin, "UpdateAccountPasswordPolicy").xml();
        let outcome = plane.iam(&other, "GetAccountPasswordPolicy").outcome();
        assert_eq!(outcome, MISSING.replace("123456789012", "210987654321"));
    }
}

mod delete_account_password_policy {
    use super::*;

    #[test]
    fn once() {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        plane.iam(&admin, "UpdateAccountPasswordPolicy").xml();
        assert_eq!(plane.iam(&admin, "DeleteAccountPasswordPolicy").outcome(), "ok");
        assert_eq!(plane.iam(&admin, "GetAccountPasswordPolicy").outcome(), MISSING);
        let gone = "404 NoSuchEntity: The account policy with name PasswordPolicy cannot be found.";
        assert_eq!(plane.iam(&admin, "DeleteAccountPasswordPolicy").outcome(), gone);
    }
}
