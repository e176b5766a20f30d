using System.Text.Json;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Adoption;

/// <summary>
/// The worked example: five organisations, twelve domains, two rounds. What the file leaves out (reasons of exclusion, which hosts
/// fail) is here.
/// </summary>
internal sealed class WorkedExample
{
    private static readonly FigureStandard[] Letters =
    [
        FigureStandard.StartTls,
        FigureStandard.Dane,
        FigureStandard.Dnssec,
    ];

    private readonly JsonElement root;

    private WorkedExample(JsonElement root)
    {
        this.root = root;
        Round1 = Domains("round1");
        Round2 = Domains("round2");
    }

    public static WorkedExample Read { get; } =
        new(
            JsonDocument
                .Parse(
                    RepositoryFiles.Read(
                        "tests/Dashboard.Core.Tests/Adoption/adoption-example.json"
                    )
                )
                .RootElement
        );

    public IReadOnlyList<CountedDomain> Round1 { get; }

    public IReadOnlyList<CountedDomain> Round2 { get; }

    public JsonElement Expected => root.GetProperty("expected");

    public IReadOnlyList<CountedDomain> Round(string round) => round == "round1" ? Round1 : Round2;

    public IReadOnlyList<OrganisationState> Organisations(IReadOnlyList<CountedDomain> round) =>
        [
            .. root.GetProperty("organisations")
                .EnumerateArray()
                .Select(o =>
                {
                    var key = o.GetProperty("id").GetString()!;
                    var outcomes = round
                        .Where(d => d.Organisations.Contains(key))
                        .Select(d => d.In(FigureStandard.Dane, AdoptionView.Strict))
                        .ToList();
                    return new OrganisationState(
                        key,
                        o.GetProperty("layer").GetString()!,
                        Slug.TryParse<SendingState>(o.GetProperty("sending").GetString(), out var s)
                            ? s
                            : throw new InvalidDataException("sending"),
                        outcomes.Count(c => c is { As: CountedAs.Passed }),
                        outcomes.Count(c => c is { IsMeasured: true })
                    );
                }),
        ];

    private List<CountedDomain> Domains(string round)
    {
        var layers = root.GetProperty("organisations")
            .EnumerateArray()
            .ToDictionary(
                o => o.GetProperty("id").GetString()!,
                o => o.GetProperty("layer").GetString()!
            );
        var unsigned = Names("ownZoneUnsigned");
        var explained = Names("explainedForDane");
        var domains = new List<CountedDomain>();
        foreach (var domain in root.GetProperty("domains").EnumerateArray())
        {
            var measured = domain.GetProperty(round);
            if (measured.ValueKind == JsonValueKind.Null)
            {
                continue;
            }
            var id = domain.GetProperty("id").GetString()!;
            var organisation = domain.GetProperty("organisation").GetString()!;
            var provider = domain.GetProperty("provider").GetString();
            var forum = measured.GetProperty("forum").GetString()!;
            var strict = measured.GetProperty("strict").GetString()!;
            domains.Add(
                new CountedDomain
                {
                    Name = Name(id),
                    Organisations = [organisation],
                    Layers = [layers[organisation]],
                    Providers = provider is null ? [] : [provider],
                    // The host of d12 has DANE: what fails is the domain's own zone.
                    FailingProviders =
                        strict[1] == 'F' && id != "d12" && provider is not null ? [provider] : [],
                    OwnZoneSecure = !unsigned.Contains(id),
                    Standards = Letters
                        .Select((standard, i) => (standard, Outcomes: Of(id, forum[i], strict[i])))
                        .ToDictionary(s => s.standard, s => s.Outcomes),
                    Explained = explained.Contains(id)
                        ? new HashSet<FigureStandard> { FigureStandard.Dane }
                        : [],
                    Corrected = (id, round) == ("d11", "round2"),
                }
            );
        }
        return domains;
    }

    public static DomainName Name(string id) => DomainName.Parse($"{id}.example");

    private HashSet<string> Names(string property) =>
        [.. root.GetProperty(property).EnumerateArray().Select(d => d.GetString()!)];

    private static StandardOutcomes Of(string id, char forum, char strict) =>
        new(
            Letter(forum),
            Letter(strict),
            forum != 'X' && strict != 'X'
                ? null
                : id switch
                {
                    "d3" => ExclusionReason.NoMail,
                    "d11" => ExclusionReason.Untestable,
                    _ => ExclusionReason.Unreachable,
                }
        );

    private static StandardOutcome Letter(char letter) =>
        letter switch
        {
            'P' => StandardOutcome.Passed,
            'F' => StandardOutcome.Failed,
            _ => StandardOutcome.Excluded,
        };
}
