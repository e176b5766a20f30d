using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Reads <c>exportOO.xml</c>, the Register van Overheidsorganisaties. Functions, staff, e-mail addresses and all else that this
/// product has no use for are skipped unread.
/// </summary>
internal sealed class RooReader
{
    private const string VisitingAddress = "Bezoekadres";

    /// <summary>Addresses labelled so lead to the register's page for the Open Government Act.</summary>
    private const string RegisterPageLabel = "Woo-informatie";

    private readonly RegisterXml xml;
    private readonly EntryCollector collector;

    private RooReader(RegisterXml xml, EntryCollector collector)
    {
        this.xml = xml;
        this.collector = collector;
    }

    public static void Read(RegisterXml xml, EntryCollector collector)
    {
        if (xml.Name != "overheidsorganisaties")
        {
            throw new RefusedFileException(RegisterReason.WrongContent, xml.Name);
        }
        RegisterVersion.Note(xml, collector);
        var reader = new RooReader(xml, collector);
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "organisaties":
                    xml.Children("organisatie", () => reader.ReadOrganisation(null));
                    break;
                case "gemeenschappelijkeRegelingen":
                    xml.Children("regeling", reader.ReadArrangement);
                    break;
            }
        });
    }

    private void ReadOrganisation(string? parent)
    {
        var record = new Record(xml, collector.Contents.Organisations.Count);
        xml.Children(() => ReadField(record));
        Take(record, parent, record.Types.Count == 0 && parent is not null);
    }

    private void ReadField(Record record)
    {
        switch (xml.Name)
        {
            case "naam":
                record.Name = xml.Text();
                break;
            case "afkorting":
                Take(record.Abbreviations, xml.Text());
                break;
            case "types":
                xml.Children("type", () => Take(record.Types, collector.Shared(xml.Text())));
                break;
            case "identificatiecodes":
                xml.Children("resourceIdentifier", () => ReadIdentifier(record));
                break;
            case "relatieMetMinisterie":
                record.Ministry = Reference();
                break;
            case "contact":
                xml.Children(
                    "internetadressen",
                    () => xml.Children("internetadres", () => ReadAddress(record))
                );
                break;
            case "adressen":
                xml.Children("adres", () => ReadPostalAddress(record));
                break;
            case "hoortBijGemeenschappelijkeRegeling":
                record.RelatedKey = xml.Attribute("systeemId");
                break;
            case "eindDatum":
                ReadEnd(record);
                break;
            case "organisaties":
                xml.Children("organisatie", () => ReadOrganisation(record.Key));
                break;
        }
    }

    private void ReadArrangement()
    {
        var record = new Record(xml, int.MaxValue) { Kind = OrganisationKind.JointArrangement };
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "titel":
                    record.Name = xml.Text();
                    break;
                case "citeertitel":
                    Take(record.Abbreviations, xml.Text());
                    break;
                case "types":
                    xml.Children("type", () => Take(record.Types, collector.Shared(xml.Text())));
                    break;
                case "identificatiecodes":
                    xml.Children("resourceIdentifier", () => ReadIdentifier(record));
                    break;
                case "regionaalSamenwerkingsorgaan":
                    record.RelatedKey = xml.Attribute("systeemId");
                    break;
                case "datumOpheffing":
                    ReadEnd(record);
                    break;
            }
        });
        if (record.Types.Count == 0)
        {
            record.Types.Add("Gemeenschappelijke regeling");
        }
        Take(record, null, isPart: false);
    }

    private void Take(Record record, string? parent, bool isPart)
    {
        if (record.Key is not { } key || string.IsNullOrWhiteSpace(record.Name))
        {
            collector.Add(
                new RegisterProblem(
                    record.Line,
                    RegisterReason.Empty,
                    RegisterProblem.Shown(record.Name),
                    record.Key
                )
            );
            return;
        }
        isPart = isPart || collector.Options.Layers.LayerOf(record.Types) is null;
        collector.Add(
            new RegisterOrganisation
            {
                Key = key,
                SystemId = record.SystemId,
                Tooi = record.Tooi,
                Oin = record.Oin,
                Name = record.Name,
                Abbreviations = record.Abbreviations,
                Types = record.Types,
                Kind = isPart ? OrganisationKind.Part : record.Kind,
                ParentKey = parent,
                Ministry = record.Ministry,
                Province = record.Province,
                RelatedKey = record.RelatedKey,
                EndsOn = record.EndsOn,
                Line = record.Line,
            },
            record.At
        );
    }

    private void ReadIdentifier(Record record)
    {
        switch (xml.Attribute("naam"))
        {
            case "OIN":
                record.Oin = NullIfEmpty(xml.Text());
                break;
            case "resourceIdentifierTOOI":
                record.Tooi ??= NullIfEmpty(xml.Text());
                break;
        }
    }

    private OrganisationReference? Reference()
    {
        var systemId = xml.Attribute("systeemId");
        var tooi = xml.Attribute("resourceIdentifierTOOI") ?? xml.Attribute("TOOI");
        return systemId is null && tooi is null ? null : new(Shared(systemId), Shared(tooi));
    }

    private void ReadAddress(Record record)
    {
        var line = xml.Line;
        string? url = null;
        string? label = null;
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "url":
                    url = xml.Text();
                    break;
                case "label":
                    label = collector.Shared(xml.Text());
                    break;
            }
        });
        if (record.Key is not { } key)
        {
            return;
        }
        if (!RegisterName.TryReadHost(url, out var host, out var reason))
        {
            collector.Add(new RegisterProblem(line, reason, RegisterProblem.Shown(url)));
            return;
        }
        if (
            label?.StartsWith(RegisterPageLabel, StringComparison.OrdinalIgnoreCase) == true
            || collector.Options.RegisterHosts.Any(own =>
                DomainName.TryParse(own, out var name) && host.IsAtOrBelow(name)
            )
        )
        {
            collector.Warn(line, RegisterReason.RegisterPage, url!);
            return;
        }
        collector.Add(
            new RegisterHost
            {
                OrganisationKey = key,
                Name = host,
                RegistrableDomain = PublicSuffixList.Own.RegistrableDomain(host),
                Label = label,
                Line = line,
            }
        );
    }

    private void ReadPostalAddress(Record record)
    {
        var isVisiting = false;
        string? province = null;
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "adresType":
                    isVisiting = xml.Text() == VisitingAddress;
                    break;
                case "provincie":
                    province = NullIfEmpty(xml.Text());
                    break;
            }
        });
        if (province is not null && (record.Province is null || isVisiting))
        {
            record.Province = collector.Shared(province);
        }
    }

    private void ReadEnd(Record record)
    {
        var line = xml.Line;
        var text = xml.Text();
        if (RegisterDate.TryRead(text, out var day))
        {
            record.EndsOn = day;
        }
        else
        {
            collector.Warn(line, RegisterReason.Date, $"{record.Name}: {text}");
        }
    }

    private void Take(List<string> values, string value)
    {
        if (value.Length == 0 || values.Contains(value))
        {
            return;
        }
        if (values.Count == collector.Options.Limits.ValuesOfOrganisation)
        {
            throw new RefusedFileException(RegisterReason.TooManyRecords);
        }
        values.Add(value);
    }

    private string? Shared(string? text) => text is null ? null : collector.Shared(text);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>What is known of an organisation while its element is read.</summary>
    private sealed class Record
    {
        public Record(RegisterXml xml, int at)
        {
            At = at;
            Line = xml.Line;
            SystemId = xml.Attribute("systeemId");
            Tooi = xml.Attribute("resourceIdentifierTOOI");
        }

        /// <summary>Where it goes among the organisations: before its parts.</summary>
        public int At { get; }

        public int Line { get; }

        public string? SystemId { get; }

        public string? Tooi { get; set; }

        public string? Key => SystemId ?? Tooi;

        public OrganisationKind Kind { get; init; }

        public string? Oin { get; set; }

        public string Name { get; set; } = string.Empty;

        public List<string> Abbreviations { get; } = [];

        public List<string> Types { get; } = [];

        public OrganisationReference? Ministry { get; set; }

        public string? Province { get; set; }

        public string? RelatedKey { get; set; }

        public DateOnly? EndsOn { get; set; }
    }
}
