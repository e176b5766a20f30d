using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Probes.Inbound.TlsNcsc;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound.Result.Standards;

/// <summary>
/// What the examination of the TLS of each server was, and the button that asks for one where none serves: with what it costs the
/// servers before anybody presses it.
/// </summary>
public partial class ExamineTls : ComponentBase
{
    [Inject]
    private IStringLocalizer<StandardTexts> Texts { get; set; } = null!;

    [Inject]
    private IOptions<TlsNcscOptions> Settings { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    private TimeSpan Period => Settings.Value.FullPeriod;

    private IReadOnlyList<(DomainName Host, IPAddress Address, TlsExamination Seen)> Examined =>
        [
            .. Observation.Hosts.SelectMany(host =>
                host.Addresses.Where(address => address.Examination is not null)
                    .Select(address => (host.Host.Name, address.Address, address.Examination!))
            ),
        ];

    /// <summary>
    /// When the first of them no longer answers everybody; null where one of them never did. The page is kept, so that it tells this
    /// moment and not what it means today.
    /// </summary>
    private DateTimeOffset? ServesUntil =>
        Examined.Count > 0
        && Examined.All(examined => Settings.Value.PeriodOf(examined.Seen) > TimeSpan.Zero)
            ? Examined.Min(examined =>
                examined.Seen.StartedAt + Settings.Value.PeriodOf(examined.Seen)
            )
            : null;

    /// <summary>Null where every examination serves for a time: a test after it has the button again.</summary>
    private FullTestCost? Cost =>
        ServesUntil is null ? FullTestCost.Of(Observation, Settings.Value) : null;

    /// <summary>Servers that nobody would examine, where nothing was asked for yet: the page says why there is no more to be had.</summary>
    private IReadOnlyList<(DomainName Host, IPAddress Address, TlsLeftAlone By)> LeftAlone =>
        Examined.Count > 0
            ? []
            :
            [
                .. Observation.Hosts.SelectMany(host =>
                    host.Addresses.Where(StartsTls)
                        .Select(address =>
                            (
                                host.Host.Name,
                                address.Address,
                                Settings.Value.LeftAloneBy(host.Host.Name, address.Address)
                            )
                        )
                        .Where(each => each.Item3 is not null)
                        .Select(each => (each.Name, each.Address, each.Item3!))
                ),
            ];

    private static bool StartsTls(AddressObservation address) =>
        address.Attempts.Any(attempt => attempt.StartTls is { Code: >= 200 and < 300 });

    private static string Words(TlsLeftAlone by) =>
        string.Join(
            ", ",
            new[]
            {
                by.What,
                by.Since?.ToString("d MMMM yyyy", CultureInfo.CurrentCulture),
                by.Reason,
            }.OfType<string>()
        );

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture);

    private static string Hours(TimeSpan time) =>
        Math.Ceiling(time.TotalHours).ToString(CultureInfo.CurrentCulture);
}
