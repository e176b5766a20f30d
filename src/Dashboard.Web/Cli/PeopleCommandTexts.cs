using System.Globalization;
using Dashboard.Core;
using Dashboard.Texts;
using Dashboard.Web.Features.PersonalData;

namespace Dashboard.Web.Cli;

/// <summary>What <c>people</c> says, in one language.</summary>
internal sealed class PeopleCommandTexts(bool dutch)
{
    private readonly ResourceTexts<PersonalDataTexts> data = new(
        CultureInfo.GetCultureInfo(dutch ? "nl" : "en")
    );

    public string Help =>
        dutch
            ? """
                people export ADRES [--json]   alles wat van iemand is bewaard, als JSON
                people erase ADRES [--json]    wist het, en zegt wat blijft en waarom
                people erase --again BESTAND   wist opnieuw wie in BESTAND staat en door een oudere back-up terugkwam
                people erasures                de lijst daarvoor: een regel JSON per keer wissen, zonder naam
                ADRES is een e-mailadres, de naam van een account, of het IP-adres van een mailserver of resolver.
                Uitgang: 0 gedaan, 1 geweigerd, 2 verkeerd gebruik of een fout van ons.
                """
            : """
                people export ADDRESS [--json]   all that is kept of somebody, as JSON
                people erase ADDRESS [--json]    erases it, and says what stays and why
                people erase --again FILE        erases again whom FILE lists and an older backup brought back
                people erasures                  the list for that: a line of JSON for each erasure, without a name
                ADDRESS is an e-mail address, the name of an account, or the IP address of a mail server or resolver.
                Exit status: 0 done, 1 refused, 2 wrong usage or a fault of ours.
                """;

    public string Usage(string? unknown) =>
        unknown is null ? Help
        : dutch ? $"Onbekend argument: {unknown}"
        : $"Unknown argument: {unknown}";

    public string NothingFound =>
        dutch ? "Er is niets gevonden om te wissen." : "Nothing was found to erase.";

    public string LastAdministrator =>
        dutch
            ? "De laatste administrator kan niet worden gewist; maak eerst een andere."
            : "The last administrator cannot be erased; make another one first.";

    public string Done(string field, int count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(dutch ? "Gewist" : "Erased")} ({count}): {data[$"field.{field}"].Value}"
        );

    public string Stays(string field, StayReason why) =>
        $"{(dutch ? "Let op" : "Note")}: {data[$"field.{field}"].Value}: {data[$"stays.{Slug.Of(why)}"].Value}";

    public string Again(int erasures, int found) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(dutch ? "Onbekend in deze database" : "Unknown in this database")}: {erasures}; {(dutch ? "opnieuw gewist" : "erased again")}: {found}"
        );

    public string ListFault(string fault) =>
        dutch
            ? $"De lijst van gewiste mensen is niet te lezen of te schrijven: {fault}"
            : $"The list of erasures cannot be read or written: {fault}";
}
