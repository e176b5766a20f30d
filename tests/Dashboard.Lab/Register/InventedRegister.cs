using System.Globalization;

namespace Dashboard.Lab.Register;

/// <summary>An organisation that nobody has ever heard of.</summary>
/// <param name="Type">As the register of organisations writes it.</param>
/// <param name="Ministry">The number of the ministry that it belongs to; null for most.</param>
/// <param name="Province">A TOOI.</param>
/// <param name="Sending"><c>enforces</c>, <c>does-not</c>, or null where nobody has tested it.</param>
internal sealed record InventedOrganisation(
    int Number,
    string Name,
    string Type,
    string Tooi,
    int? Ministry,
    string? Province,
    string? Sending,
    IReadOnlyList<InventedDomain> Domains
);

/// <param name="Label">The name before <c>.example</c>.</param>
/// <param name="Provider">Null where it refuses all mail (RFC 7505).</param>
/// <param name="Signed">Whether its own zone is.</param>
internal sealed record InventedDomain(string Label, MailProviderKind? Provider, bool Signed);

/// <summary>Who receives the mail of invented organisations.</summary>
internal enum MailProviderKind
{
    /// <summary>A host of its own, with DANE.</summary>
    Own,

    /// <summary>A host of its own, without.</summary>
    OwnPlain,

    /// <summary>The large one; without DANE.</summary>
    Wolkpost,

    /// <summary>The same, for customers that have asked for DANE.</summary>
    WolkpostDane,

    /// <summary>Filters for others; two hosts with DANE.</summary>
    Filterdienst,
    Mailvast,
    Rijksrelay,

    /// <summary>STARTTLS, and that is all.</summary>
    Oudehost,

    /// <summary>Without STARTTLS.</summary>
    Zonderslot,

    /// <summary>Has a new certificate and the old TLSA record.</summary>
    Vernieuwd,

    /// <summary>One of its two hosts is silent.</summary>
    Stilpost,
}

/// <summary>
/// Some 350 invented organisations of all layers, whose domains share providers the way real ones do. The same at every start.
/// </summary>
internal static class InventedRegister
{
    private const string TooiBase = "https://identifier.overheid.nl/tooi/id/";

    private static readonly string[] Ministries =
    [
        "Proefzaken",
        "Voorbeelden en Verkeer",
        "Water en Wind",
        "Wonen en Wegen",
        "Weten en Werken",
        "Zorg en Zekerheid",
        "Spelen en Sport",
        "Akkers en Appels",
        "Recht en Rede",
        "Rekenen en Rente",
        "Taal en Tijd",
        "Dijken en Duinen",
    ];

    private static readonly string[] Provinces =
    [
        "Noordeland",
        "Zuideland",
        "Oosterveen",
        "Westerduin",
        "Middelmark",
        "Hoogland",
        "Laagland",
        "Merenland",
        "Bosrand",
        "Heidegouw",
        "Kustgouw",
        "Riviergouw",
    ];

    private static readonly string[] FirstHalves =
    [
        "Elzen",
        "Linden",
        "Berken",
        "Iepen",
        "Wilgen",
        "Dennen",
        "Vlieren",
        "Hazel",
        "Brem",
        "Klaver",
        "Distel",
        "Varen",
        "Reiger",
        "Kievit",
        "Wulp",
        "Spreeuw",
    ];

    private static readonly string[] SecondHalves =
    [
        "drecht",
        "hoven",
        "stede",
        "broek",
        "wolde",
        "gaarde",
        "terp",
        "sluis",
        "horst",
        "kapelle",
        "waarde",
        "monde",
        "bruggen",
    ];

    private static readonly string[] Tasks =
    [
        "Metingen",
        "Vergunningen",
        "Toelagen",
        "Archieven",
        "Kaarten",
        "Keuringen",
        "Examens",
        "Subsidies",
        "Registers",
        "Statistiek",
    ];

    public static IReadOnlyList<InventedOrganisation> Organisations { get; } = [.. Invent()];

    private static IEnumerable<InventedOrganisation> Invent()
    {
        for (var i = 0; i < Ministries.Length; i++)
        {
            yield return New(
                1000 + i,
                Ministries[i],
                "Ministerie",
                Tooi("ministerie/mnre9", i),
                1000 + i,
                null
            );
        }
        for (var i = 0; i < 24; i++)
        {
            var kind = i % 3 == 0 ? "Inspectie" : "Agentschap";
            yield return New(
                1100 + i,
                $"{(kind == "Inspectie" ? "Inspectie" : "Dienst")} {Tasks[i % 10]} {Ministries[i % 12].Split(' ')[0]}",
                kind,
                Tooi("oorg/oorg98", i),
                1000 + i % 12,
                null
            );
        }
        for (var i = 0; i < 40; i++)
        {
            yield return New(
                1200 + i,
                $"Raad voor {Tasks[i % 10]} {Ministries[(i * 5 + i / 10) % 12].Split(' ')[^1]}",
                "Zelfstandig bestuursorgaan",
                Tooi("zbo/zb98", i),
                1000 + i % 12,
                null
            );
        }
        for (var i = 0; i < Provinces.Length; i++)
        {
            yield return New(
                1300 + i,
                $"Provincie {Provinces[i]}",
                "Provincie",
                ProvinceTooi(i),
                null,
                ProvinceTooi(i)
            );
        }
        for (var i = 0; i < 190; i++)
        {
            yield return New(
                2000 + i,
                $"Gemeente {Place(i)}",
                "Gemeente",
                Tooi("gemeente/gm8", i),
                null,
                ProvinceTooi(i % 12)
            );
        }
        for (var i = 0; i < 21; i++)
        {
            yield return New(
                3000 + i,
                $"Waterschap {Place(190 + i % 18)}{(i < 18 ? "" : " en Omstreken")}",
                "Waterschap",
                Tooi("waterschap/ws98", i),
                null,
                ProvinceTooi(i % 12)
            );
        }
        for (var i = 0; i < 31; i++)
        {
            yield return New(
                3100 + i,
                $"Samenwerking {Place(i * 6)} en {Place(i * 6 + 1)}",
                "Gemeenschappelijke regeling",
                Tooi("oorg/oorg97", i),
                null,
                ProvinceTooi(i * 6 % 12)
            );
        }
        for (var i = 0; i < 20; i++)
        {
            yield return New(
                3200 + i,
                $"Stichting {Tasks[i % 10]} {FirstHalves[i % 16]}land",
                i % 4 == 0 ? "Adviescollege" : "Overheidsstichting of -vereniging",
                Tooi("oorg/oorg96", i),
                i % 4 == 0 ? 1000 + i % 12 : null,
                null
            );
        }
    }

    private static InventedOrganisation New(
        int number,
        string name,
        string type,
        string tooi,
        int? ministry,
        string? province
    )
    {
        var label = Label(name);
        var domains = new List<InventedDomain> { Domain(label, number, 0) };
        var more = Chance(number, 101);
        if (more < 35)
        {
            // A second name, mostly for the web.
            domains.Add(Domain($"{label}-nu", number, 1));
        }
        if (more < 8)
        {
            domains.Add(Domain($"loket-{label}", number, 2));
        }
        var sending = Chance(number, 202) switch
        {
            < 22 => "enforces",
            < 45 => "does-not",
            _ => null,
        };
        return new(number, name, type, tooi, ministry, province, sending, domains);
    }

    private static InventedDomain Domain(string label, int number, int which) =>
        new(label, ProviderOf(number, which), Chance(number, 300 + which) < 86);

    private static MailProviderKind? ProviderOf(int number, int which)
    {
        var chance = Chance(number, 400 + which);
        // The State has a relay, and names beside the first receive no mail more often.
        if (which > 0 && chance % 10 < 4)
        {
            return null;
        }
        if (number < 1200 && chance < 70)
        {
            return MailProviderKind.Rijksrelay;
        }
        return chance switch
        {
            < 24 => MailProviderKind.Wolkpost,
            < 38 => MailProviderKind.WolkpostDane,
            < 54 => MailProviderKind.Filterdienst,
            < 68 => MailProviderKind.Mailvast,
            < 78 => MailProviderKind.Oudehost,
            < 81 => MailProviderKind.Zonderslot,
            < 85 => MailProviderKind.Vernieuwd,
            < 88 => MailProviderKind.Stilpost,
            < 94 => MailProviderKind.Own,
            < 98 => MailProviderKind.OwnPlain,
            _ => null,
        };
    }

    /// <summary>From 0 to 99; the same for the same numbers, and spread.</summary>
    private static int Chance(int number, int salt)
    {
        var x = unchecked((uint)number * 2654435761u ^ (uint)salt * 2246822519u);
        x ^= x >> 15;
        x = unchecked(x * 2246822519u);
        x ^= x >> 13;
        return (int)(x % 100);
    }

    private static string Place(int number) =>
        FirstHalves[number % FirstHalves.Length]
        + SecondHalves[(number / FirstHalves.Length + number) % SecondHalves.Length];

    private static string ProvinceTooi(int number) => Tooi("provincie/pv9", number);

    private static string Tooi(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{TooiBase}{kind}{number:000}");

    private static string Label(string name) =>
        name.ToLowerInvariant()
            .Replace("gemeente ", string.Empty, StringComparison.Ordinal)
            .Replace(' ', '-');
}
