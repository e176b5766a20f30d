namespace Dashboard.Core.Campaigns;

/// <summary>
/// Whether a mailbox looks like that of a person. A guess, by which an analyst is asked to look again: a campaign writes to mailboxes of
/// functions.
/// </summary>
public static class PersonalMailbox
{
    /// <summary>Of functions, in Dutch and English: a local part with one of these is no person's.</summary>
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "abuse",
        "account",
        "admin",
        "administratie",
        "afdeling",
        "algemeen",
        "applicatiebeheer",
        "archief",
        "automatisering",
        "balie",
        "beheer",
        "bestuur",
        "beveiliging",
        "bureau",
        "ciso",
        "communicatie",
        "contact",
        "dienst",
        "digitaal",
        "dns",
        "email",
        "facilitair",
        "functioneel",
        "gegevensbescherming",
        "gemeente",
        "griffie",
        "helpdesk",
        "hostmaster",
        "ict",
        "info",
        "informatie",
        "informatiebeveiliging",
        "inkoop",
        "it",
        "kcc",
        "klantcontact",
        "mail",
        "mailbeheer",
        "management",
        "meldpunt",
        "ministerie",
        "netwerkbeheer",
        "office",
        "operations",
        "post",
        "postbus",
        "postmaster",
        "privacy",
        "provincie",
        "publiek",
        "secretariaat",
        "security",
        "service",
        "servicedesk",
        "soc",
        "support",
        "systeembeheer",
        "systemen",
        "team",
        "technisch",
        "werkplek",
        "waterschap",
        "webmaster",
    };

    private static readonly char[] Separators = ['.', '_'];

    /// <param name="address">A whole address, or its local part.</param>
    /// <returns>True for two or more words of letters with a dot or underscore between, none of a function, as in <c>j.jansen@</c>.</returns>
    public static bool LooksPersonal(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var local = address.Contains('@', StringComparison.Ordinal)
            ? address[..address.LastIndexOf('@')]
            : address;
        var words = local.Split(Separators);
        return words.Length > 1
            && Array.TrueForAll(
                words,
                word => word.Length > 0 && word.All(c => char.IsLetter(c) || c == '-')
            )
            && !words.SelectMany(word => word.Split('-')).Any(Functions.Contains);
    }
}
