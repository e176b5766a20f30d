using System.Globalization;
using System.Xml.Linq;

namespace Dashboard.Lab.Register;

/// <summary>Writes the invented register as the two files of the real ones, and how its organisations send as a list.</summary>
internal static class RegisterFiles
{
    private static readonly XNamespace Roo =
        "https://organisaties.overheid.nl/static/schema/oo/export/2.6.9";

    private static readonly XNamespace Rio =
        "https://organisaties.overheid.nl/static/schema/oo/export/0.0.3";

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Organisations().Save(Path.Combine(folder, "exportOO.xml"));
        Domains().Save(Path.Combine(folder, "exportRIO.xml"));
        File.WriteAllLines(
            Path.Combine(folder, "sending.csv"),
            InventedRegister
                .Organisations.Where(o => o.Sending is not null)
                .Select(o => $"{Number(o.Number)};{o.Sending}")
        );
        // What was measured half a year ago: not every domain was known then.
        File.WriteAllLines(
            Path.Combine(folder, "earlier.csv"),
            InventedRegister
                .Organisations.Where(o => o.Number % 7 != 3)
                .SelectMany(o => o.Domains)
                .Select(d => $"{d.Label}.example")
        );
        File.WriteAllLines(
            Path.Combine(folder, "providers.csv"),
            Enum.GetValues<MailProviderKind>()
                .Where(kind => kind is not (MailProviderKind.Own or MailProviderKind.OwnPlain))
                .Select(kind =>
                    $"{kind.ToString().ToLowerInvariant()}.example;{(kind == MailProviderKind.WolkpostDane ? MailProviderKind.Wolkpost : kind)}"
                )
        );
        File.WriteAllLines(
            Path.Combine(folder, "explanations.csv"),
            InventedRegister
                .Organisations.Where(o =>
                    o.Type == "Gemeente" && o.Domains[0].Provider == MailProviderKind.Oudehost
                )
                .Take(8)
                .Select(o =>
                    $"{Number(o.Number)};De leverancier zet DANE aan in het tweede kwartaal; tot die tijd blijft STARTTLS aan."
                )
        );
    }

    private static XDocument Organisations() =>
        new(
            new XElement(
                Roo + "overheidsorganisaties",
                new XAttribute(XNamespace.Xmlns + "p", Roo),
                new XElement(
                    Roo + "organisaties",
                    InventedRegister.Organisations.Select(o => new XElement(
                        Roo + "organisatie",
                        new XAttribute(Roo + "systeemId", Number(o.Number)),
                        new XAttribute(Roo + "resourceIdentifierTOOI", o.Tooi),
                        new XElement(Roo + "naam", o.Name),
                        new XElement(Roo + "types", new XElement(Roo + "type", o.Type)),
                        o.Ministry is { } ministry && ministry != o.Number
                            ? new XElement(
                                Roo + "relatieMetMinisterie",
                                new XAttribute(Roo + "systeemId", Number(ministry))
                            )
                            : null,
                        o.Province is { } province
                            ? new XElement(
                                Roo + "adressen",
                                new XElement(
                                    Roo + "adres",
                                    new XElement(Roo + "provincie", province)
                                )
                            )
                            : null
                    ))
                )
            )
        );

    private static XDocument Domains() =>
        new(
            new XElement(
                Rio + "RegisterInternetdomeinenOverheid",
                new XAttribute(XNamespace.Xmlns + "p", Rio),
                InventedRegister.Organisations.Select(o => new XElement(
                    Rio + "organisatie",
                    new XAttribute(Rio + "systeemId", Number(o.Number)),
                    new XAttribute(Rio + "resourceIdentifierTOOI", o.Tooi),
                    new XElement(Rio + "naam", o.Name),
                    new XElement(Rio + "types", new XElement(Rio + "type", o.Type)),
                    new XElement(
                        Rio + "domeinnaamregistraties",
                        o.Domains.Select(
                            (d, i) =>
                                new XElement(
                                    Rio + "domeinnaamregistratie",
                                    new XAttribute(
                                        Rio + "systeemId",
                                        Number(700_000 + o.Number * 10 + i)
                                    ),
                                    new XElement(Rio + "naam", $"{d.Label}.example"),
                                    new XElement(Rio + "doel", "Website"),
                                    new XElement(Rio + "geregistreerdSinds", "2005-03-01")
                                )
                        )
                    )
                ))
            )
        );

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
