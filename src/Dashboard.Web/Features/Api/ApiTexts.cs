using System.Globalization;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Api;

/// <summary>What problems say, in the language of the request.</summary>
internal static class ApiTexts
{
    /// <summary>English as the endpoints write it; the codes are the same in every language.</summary>
    private static readonly Dictionary<string, string> Dutch = new(StringComparer.Ordinal)
    {
        ["Bad Request"] = "Het verzoek klopt niet",
        ["Unauthorized"] = "U bent niet bekend",
        ["Forbidden"] = "Dit mag u niet",
        ["Not Found"] = "Niet gevonden",
        ["Method Not Allowed"] = "Deze methode kan hier niet",
        ["Not Acceptable"] = "Deze vorm is er niet",
        ["Payload Too Large"] = "Het verzoek is te groot",
        ["Content Too Large"] = "Het verzoek is te groot",
        ["Unsupported Media Type"] = "Deze vorm wordt niet gelezen",
        ["Too Many Requests"] = "Te veel verzoeken in korte tijd",
        ["Internal Server Error"] = "Er ging bij ons iets mis",
        ["An error occurred while processing your request."] = "Er ging bij ons iets mis",
        ["Service Unavailable"] = "De dienst is even niet beschikbaar",
        ["There is no such test"] = "Deze test bestaat niet",
        ["There is no such round"] = "Deze ronde bestaat niet",
        ["There is no such organisation"] = "Deze organisatie bestaat niet",
        ["Nothing is known of such a domain"] = "Van dit domein is niets bekend",
        ["Too many ask for changes at the same time"] =
            "Te veel verzoeken tegelijk om veranderingen",
        ["There is no earlier published round to compare with"] =
            "Er is geen eerdere gepubliceerde ronde om mee te vergelijken",
        ["Parameters of the request are wrong"] = "Parameters van het verzoek kloppen niet",
        ["The key does not work"] = "De sleutel werkt niet",
        ["The key may not do this"] = "De sleutel mag dit niet",
        ["Too many requests with this key"] = "Te veel verzoeken met deze sleutel",
        ["There is no such form of this"] = "Deze vorm is er niet",
        ["The service is unavailable for a moment; nothing was stored"] =
            "De dienst is even niet beschikbaar; er is niets opgeslagen",
        ["Too many tests in a short time"] = "Te veel tests in korte tijd",
        ["This cannot be a mail domain"] = "Dit kan geen maildomein zijn",
        ["The sending test is not set up here"] = "De verzendtest is hier niet ingericht",
        ["TLS reports are not taken here"] = "TLS-rapporten worden hier niet aangenomen",
        ["A TLS report is application/tlsrpt+gzip or application/tlsrpt+json"] =
            "Een TLS-rapport is application/tlsrpt+gzip of application/tlsrpt+json",
        ["The report did not come in time"] = "Het rapport kwam niet op tijd",
        ["The report is not kept"] = "Het rapport is niet bewaard",
        ["The request is too large."] = "Het verzoek is te groot.",
        ["The site is not reached by this name"] = "De site is niet bereikbaar onder deze naam",
        [UnreadableContentException.UnknownCharset] =
            "De charset van de inhoud is niet bekend. Stuur UTF-8.",
        [UnreadableContentException.UnreadableForm] = "Het formulier is niet te lezen.",
        [ApiProblems.Unreadable] =
            $"Het verzoek is niet zoals {ApiSetup.Root}/openapi.json beschrijft: een JSON-object met de namen en waarden daar, en geen andere.",
        ["Send Content-Type: application/json."] = "Stuur Content-Type: application/json.",
        ["What is wrong with each parameter is in errors."] =
            "Wat er aan elke parameter niet klopt staat in errors.",
        ["Give what is behind the @ of a mail address, such as example.nl."] =
            "Geef wat achter de @ van een mailadres staat, zoals example.nl.",
        ["Use the name in host; where there is none, the site has no name yet."] =
            "Gebruik de naam in host; is die er niet, dan heeft de site nog geen naam.",
        ["Send Authorization: Bearer with a key that works, or no key."] =
            "Stuur Authorization: Bearer met een sleutel die werkt, of geen sleutel.",
        ["A key opens the addresses of its own scope only."] =
            "Een sleutel opent alleen de adressen van zijn eigen scope.",
        ["It does not exist, or is not public."] = "Het bestaat niet, of is niet openbaar.",
        ["Name the other round in against."] = "Noem de andere ronde in against.",
        ["The methods that can be used are in Allow."] = "De methoden die kunnen staan in Allow.",
        ["Ask in Accept for one of forms."] = "Vraag in Accept om een van forms.",
        ["Come again after the seconds in Retry-After."] =
            "Kom terug na het aantal seconden in Retry-After.",
        ["The fault is ours. Try again later."] =
            "De fout ligt bij ons. Probeer het later opnieuw.",
        ["Who runs the site can set it up."] = "Wie de site beheert kan dit inrichten.",
        ["The code says why."] = "De code zegt waarom.",
    };

    public static bool IsDutch =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == Languages.Dutch;

    public static string Language => IsDutch ? Languages.Dutch : Languages.English;

    public static string Of(string dutch, string english) => IsDutch ? dutch : english;

    public static string? Translated(string? english) =>
        english is not null && IsDutch ? Dutch.GetValueOrDefault(english, english) : english;
}
