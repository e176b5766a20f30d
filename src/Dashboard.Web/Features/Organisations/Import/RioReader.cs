using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Reads <c>exportRIO.xml</c>, the Register Internetdomeinen Overheid. Its contact fields are skipped unread; the holder of a
/// registration is read, and kept only where it is a registered organisation.
/// </summary>
internal sealed class RioReader
{
    private readonly RegisterXml xml;
    private readonly EntryCollector collector;

    private RioReader(RegisterXml xml, EntryCollector collector)
    {
        this.xml = xml;
        this.collector = collector;
    }

    public static void Read(RegisterXml xml, EntryCollector collector)
    {
        if (xml.Name != "RegisterInternetdomeinenOverheid")
        {
            throw new RefusedFileException(RegisterReason.WrongContent, xml.Name);
        }
        RegisterVersion.Note(xml, collector);
        var reader = new RioReader(xml, collector);
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "organisatie":
                    reader.ReadOrganisation();
                    break;
                case "organisaties":
                    xml.Children("organisatie", reader.ReadOrganisation);
                    break;
            }
        });
    }

    private void ReadOrganisation()
    {
        var line = xml.Line;
        var systemId = xml.Attribute("systeemId");
        var tooi = xml.Attribute("resourceIdentifierTOOI");
        var name = string.Empty;
        var abbreviations = new List<string>();
        var types = new List<string>();
        var registrations = new List<RioEntry>();
        var entries = new List<RioEntry>();
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "naam":
                    name = xml.Text();
                    break;
                case "afkorting":
                    Take(abbreviations, xml.Text());
                    break;
                case "types":
                    xml.Children("type", () => Take(types, collector.Shared(xml.Text())));
                    break;
                case "domeinnaamregistraties":
                    xml.Children(
                        "domeinnaamregistratie",
                        () => Take(registrations, ReadEntry("naam", "doel"))
                    );
                    break;
                case "domeinen":
                    xml.Children("domein", () => Take(entries, ReadEntry("url", "gebruiksdoel")));
                    break;
            }
        });
        if ((systemId ?? tooi) is not { } key || name.Length == 0)
        {
            collector.Add(
                new RegisterProblem(
                    line,
                    RegisterReason.NoOrganisation,
                    RegisterProblem.Shown(name),
                    systemId ?? tooi
                )
            );
            return;
        }
        collector.Add(
            new RegisterOrganisation
            {
                Key = key,
                SystemId = systemId,
                Tooi = tooi,
                Name = name,
                Abbreviations = abbreviations,
                Types = types,
                Kind = collector.Options.Layers.LayerOf(types) is null
                    ? OrganisationKind.Part
                    : OrganisationKind.Organisation,
                Line = line,
            },
            int.MaxValue
        );
        var outcome = RioMapping.Map(key, registrations, entries);
        foreach (var problem in outcome.Problems)
        {
            collector.Add(problem);
        }
        foreach (var domain in outcome.Domains)
        {
            collector.Add(domain);
        }
        foreach (var host in outcome.Hosts)
        {
            collector.Add(host);
        }
    }

    private RioEntry ReadEntry(string nameField, string purposeField)
    {
        var line = xml.Line;
        var id = xml.Attribute("systeemId");
        string? name = null;
        string? purpose = null;
        string? holder = null;
        string? from = null;
        string? until = null;
        var hasEmailScore = false;
        xml.Children(() =>
        {
            var field = xml.Name;
            if (field == nameField)
            {
                name = xml.Text();
            }
            else if (field == purposeField)
            {
                purpose = collector.Shared(xml.Text());
            }
            else if (field == "registratieHouder")
            {
                holder = collector.Shared(xml.Text());
            }
            else if (field is "geregistreerdSinds" or "registratieDatum")
            {
                from = xml.Text();
            }
            else if (field is "opgezegdSinds" or "eindeRegistratieDatum")
            {
                until = xml.Text();
            }
            else if (field == "kwaliteitsRapporten")
            {
                xml.Children(
                    "kwaliteitsRapport",
                    () =>
                        xml.Children("type", () => hasEmailScore |= xml.Text() == "EmailStandaard")
                );
            }
        });
        return new(id, name, purpose, holder, from, until, hasEmailScore, line);
    }

    private void Take(List<RioEntry> entries, RioEntry entry)
    {
        if (entries.Count == collector.Options.Limits.ListRecords)
        {
            throw new RefusedFileException(RegisterReason.TooManyRecords);
        }
        entries.Add(entry);
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
}
