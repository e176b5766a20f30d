using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>Published records, with what each matched at the addresses of the host.</summary>
public partial class TlsaRows : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public HostVerdict Host { get; set; } = null!;

    /// <summary>Their places in the policy of the host.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<int> Records { get; set; } = [];

    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>Said once where all addresses and certificates agree, else with where it holds.</summary>
    private IReadOnlyList<string> MatchesOf(int record)
    {
        var found = Host
            .Addresses.SelectMany(address =>
                address.AllCertificates.SelectMany(certificate =>
                    certificate
                        .Matches.Where(match => match.RecordIndex == record)
                        .Select(match =>
                            (
                                Where: $"{address.Address}, {TlsNames.Of(certificate.KeyType)}",
                                What: Words(match)
                            )
                        )
                )
            )
            .ToList();
        return found.Select(entry => entry.What).Distinct().ToList() switch
        {
            [] => [Texts["tlsa.not-tried"]],
            [var same] => [same],
            _ => [.. found.Select(entry => $"{entry.Where}: {entry.What}")],
        };
    }

    private string Words(TlsaMatch match) =>
        match switch
        {
            { Depth: null } => Texts["tlsa.no-match"],
            { Depth: 0, Authenticates: true } => Texts["tlsa.leaf"],
            { Depth: { } depth, Authenticates: true } => Texts["tlsa.depth", depth],
            { Depth: { } depth } =>
                $"{(depth == 0 ? Texts["tlsa.leaf"] : Texts["tlsa.depth", depth])} ({Texts["tlsa.not-enough"]})",
        };
}
