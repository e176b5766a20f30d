namespace Dashboard.Web.Cli.Backup;

/// <summary>What <c>backup</c> and <c>restore</c> say, in one language.</summary>
internal sealed class BackupTexts(bool dutch)
{
    public string Help =>
        dutch
            ? """
                backup BESTAND                                 schrijft de hele database naar een nieuw bestand, alleen leesbaar voor de eigenaar
                restore BESTAND [--over] [--erasures LIJST] [--without-erasures]
                                                       zet zo'n bestand terug
                restore weigert een database die in gebruik is, en zonder --over een die niet leeg is. Wie is gewist en door de back-up terugkomt,
                wordt opnieuw gewist, volgens de database die wordt vervangen, PersonalData:ErasureList en LIJST. Is het bestand van
                PersonalData:ErasureList er niet, dan weigert restore, tenzij met --without-erasures.
                Het bestand is niet versleuteld: dat is aan u.
                Uitgang: 0 gedaan, 1 geweigerd, 2 verkeerd gebruik of een fout van ons.
                """
            : """
                backup FILE                                   writes the whole database to a new file that only its owner can read
                restore FILE [--over] [--erasures LIST] [--without-erasures]
                                                              puts such a file back
                restore refuses a database that is in use, and without --over one that is not empty. Who was erased and comes back with the backup
                is erased again, by the database that is replaced, PersonalData:ErasureList and LIST. Where the file of
                PersonalData:ErasureList is not there, restore refuses, unless --without-erasures is given.
                The file is not encrypted: that is yours to do.
                Exit status: 0 done, 1 refused, 2 wrong usage or a fault of ours.
                """;

    public string Usage(string? unknown) =>
        unknown is null ? Help
        : dutch ? $"Onbekend argument: {unknown}"
        : $"Unknown argument: {unknown}";

    public string Written(string file, long length) =>
        FormattableString.Invariant(
            dutch
                ? (FormattableString)
                    $"{file}: {length} bytes. Het bestand is niet versleuteld en bevat alles, ook wie kan inloggen: bewaar het zo."
                : $"{file}: {length} octets. The file is not encrypted and has everything, also who can sign in: keep it so."
        );

    public string Restored(string file, int erasedAgain, bool migrated) =>
        FormattableString.Invariant(
            dutch
                ? (FormattableString)
                    $"{file} is teruggezet{(migrated ? " en bijgewerkt naar deze versie" : "")}. Opnieuw gewist: {erasedAgain}."
                : $"{file} is restored{(migrated ? " and brought to this version" : "")}. Erased again: {erasedAgain}."
        );

    public string NoFile(string file) => dutch ? $"{file} is er niet." : $"{file} is not there.";

    public string NoErasureList(string file) =>
        dutch
            ? $"{file} van PersonalData:ErasureList is er niet, dus wie is gewist, kan terugkomen; er is niets veranderd. Zet het bestand terug, of geef --without-erasures als er nooit iemand is gewist."
            : $"{file} of PersonalData:ErasureList is not there, so who was erased may come back; nothing was changed. Put the file back, or give --without-erasures where nobody was ever erased.";

    public string PutBack =>
        dutch
            ? "Een eerdere restore was afgebroken; wat er daarvoor was, is teruggezet."
            : "An earlier restore was cut off; what was there before it has been put back.";

    public string Unfinished(IReadOnlyList<string> schemas) =>
        dutch
            ? $"Een eerdere restore is niet afgemaakt: wat er daarvoor was, staat in {string.Join(", ", schemas)}; er is niets veranderd. Zet het terug, of verwijder die schema's: zie \"Backup\" in docs/operating.md."
            : $"An earlier restore was not finished: what was there before it is in {string.Join(", ", schemas)}; nothing was changed. Put it back, or drop those schemas: see \"Backup\" in docs/operating.md.";

    public string NotOurs =>
        dutch
            ? "Dit is geen back-up van dit programma; er is niets veranderd."
            : "This is no backup of this program; nothing was changed.";

    public string UnknownVersion(string migration) =>
        dutch
            ? $"De back-up is van een andere versie ({migration}), die deze niet kent; er is niets veranderd. Zet hem terug met de versie die hem maakte of een latere die daarop voortbouwt."
            : $"The backup is of another version ({migration}) that this one does not know; nothing was changed. Restore it with the version that made it, or a later one that continues from it.";

    public string InUse(IReadOnlyList<string> programs) =>
        dutch
            ? $"De database is in gebruik ({string.Join(", ", programs)}); er is niets veranderd. Stop eerst de site, de workers en wat er verder mee is verbonden."
            : $"The database is in use ({string.Join(", ", programs)}); nothing was changed. Stop the site, the workers and whatever else is connected first.";

    public string NotEmpty(IReadOnlyList<string> tables) =>
        dutch
            ? $"De database is niet leeg ({string.Join(", ", tables)}); er is niets veranderd. Met --over wordt alles daarin vervangen."
            : $"The database is not empty ({string.Join(", ", tables)}); nothing was changed. With --over everything in it is replaced.";

    public string LastAdministrator =>
        dutch
            ? "Iemand die was gewist, is de laatste administrator en blijft: maak een andere, en wis opnieuw met 'people erase --again'."
            : "Somebody who was erased is the last administrator and stays: make another one, and erase again with 'people erase --again'.";

    public string Failed(string fault) =>
        dutch ? $"Het is niet gelukt: {fault}" : $"It did not work: {fault}";
}
