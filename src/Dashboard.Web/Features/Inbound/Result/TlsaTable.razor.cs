using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The published records of a host. Of very many those that matched are shown first; the others can be opened.</summary>
public partial class TlsaTable : ComponentBase
{
    private const int Many = 8;

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public HostVerdict Host { get; set; } = null!;

    private IReadOnlyList<int> Told { get; set; } = [];

    private IReadOnlyList<int> Others { get; set; } = [];

    protected override void OnParametersSet()
    {
        var all = Enumerable.Range(0, Host.Policy.Tlsa.Count).ToList();
        if (all.Count <= Many)
        {
            (Told, Others) = (all, []);
            return;
        }
        var matched = Host
            .Addresses.SelectMany(address => address.AllCertificates)
            .SelectMany(certificate => certificate.Matches)
            .Where(match => match.Depth is not null)
            .Select(match => match.RecordIndex)
            .ToHashSet();
        var first = all.OrderByDescending(matched.Contains).Take(Many).ToList();
        Told = [.. first.Order()];
        Others = [.. all.Except(first)];
    }
}
