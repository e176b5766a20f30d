using System.Globalization;
using Dashboard.Web.Features.Accounts;

namespace Dashboard.Web.Cli;

/// <summary>What <c>accounts</c> says to people, in one language.</summary>
internal sealed class AccountsCommandTexts
{
    private readonly bool dutch;

    private AccountsCommandTexts(bool dutch) => this.dutch = dutch;

    public static AccountsCommandTexts Of(CommandTexts texts) => new(texts is DutchCommandTexts);

    public string Help =>
        Say(
            """
            Beheert de accounts waarmee mensen inloggen, en de sleutels van programma's.

            Gebruik:
              accounts create NAAM --role ROL [--organisation SLEUTEL] [--password-stdin] [--json]
              accounts list [--json]
              accounts disable|enable|reset-second-step NAAM [--json]
              accounts key NAAM --scope BEREIK [--json]
              accounts revoke-key NAAM BEGIN [--json]

            Opties:
              --role ROL               administrator, analyst, organisation-member of reader.
              --organisation SLEUTEL   Bij organisation-member: systeemId, TOOI of OIN van de organisatie.
              --password-stdin         Het wachtwoord is de eerste regel van de standaardinvoer. Zonder deze optie wordt een
                                       uitnodiging gemaakt: een pad op uw site, dat één keer werkt.
              --scope BEREIK           read, tests of batch.
              --json                   Eén JSON-document.
              --help, -h               Deze tekst.

            Een sleutel wordt één keer getoond. BEGIN is zijn begin, zoals mdk_AbC123.

            Afsluitstatus: 0 gedaan; 1 geweigerd; 2 een fout in de argumenten of in dit programma
            """,
            """
            Manages the accounts that people sign in with, and the keys of programs.

            Usage:
              accounts create NAME --role ROLE [--organisation KEY] [--password-stdin] [--json]
              accounts list [--json]
              accounts disable|enable|reset-second-step NAME [--json]
              accounts key NAME --scope SCOPE [--json]
              accounts revoke-key NAME START [--json]

            Options:
              --role ROLE           administrator, analyst, organisation-member or reader.
              --organisation KEY    With organisation-member: systeemId, TOOI or OIN of the organisation.
              --password-stdin      The password is the first line of standard input. Without this option an invitation is
                                    made: a path on your site that works once.
              --scope SCOPE         read, tests or batch.
              --json                One JSON document.
              --help, -h            This text.

            A key is shown once. START is how it starts, such as mdk_AbC123.

            Exit status: 0 done; 1 refused; 2 a mistake in the arguments, or a fault of this program
            """
        );

    public string WrongArgument(string argument) =>
        Say(
            $"dit argument ontbreekt of klopt niet: {argument}; 'accounts --help' zegt hoe het moet",
            $"this argument is missing or wrong: {argument}; 'accounts --help' says how it works"
        );

    public string Created(string name, string role, string? invitation) =>
        invitation is null
            ? Say(
                $"Account {name} gemaakt, met de rol {role}.",
                $"Account {name} created, with the role {role}."
            )
            : Say(
                $"Uitnodiging voor {name}, met de rol {role}. Open op uw site: {invitation}",
                $"Invitation for {name}, with the role {role}. Open on your site: {invitation}"
            );

    public string Key(string key) =>
        Say($"De sleutel, die alleen nu te zien is: {key}", $"The key, shown only now: {key}");

    public string NoAccount(string name) =>
        Say($"er is geen account {name} dat werkt", $"there is no account {name} that works");

    public string NothingChanged(string name) =>
        Say(
            $"er is niets veranderd aan {name}: dat account (of die sleutel) is er niet, was al zo, of is de laatste beheerder",
            $"nothing was changed about {name}: there is no such account (or key), it was so already, or it is the last administrator"
        );

    public string Problem(InvitationProblem problem) =>
        problem switch
        {
            InvitationProblem.NameTaken => Say(
                "deze naam is al in gebruik",
                "this name is in use already"
            ),
            InvitationProblem.NameInvalid => Say(
                "een naam heeft hoogstens 64 letters, cijfers, spaties of de tekens . - _ @",
                "a name has at most 64 letters, digits, spaces or the signs . - _ @"
            ),
            InvitationProblem.Organisation => Say(
                "een organisation-member heeft een bekende --organisation nodig, en andere rollen hebben er geen",
                "an organisation-member needs a known --organisation, and other roles have none"
            ),
            InvitationProblem.PasswordTooShort => Say(
                "het wachtwoord is te kort: ten minste 12 tekens, niet steeds dezelfde",
                "the password is too short: at least 12 characters, not all the same"
            ),
            _ => Say("deze uitnodiging werkt niet", "this invitation does not work"),
        };

    public string Row(string name, string role, bool disabled, DateTimeOffset? last) =>
        string.Join(
            '\t',
            name,
            role,
            disabled ? Say("beëindigd", "disabled") : Say("actief", "active"),
            last?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-"
        );

    private string Say(string inDutch, string inEnglish) => dutch ? inDutch : inEnglish;
}
