using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>The section <c>TlsNcsc</c>: which methods judge, and with what manners servers are asked.</summary>
public sealed class TlsNcscOptions
{
    public const string Section = "TlsNcsc";

    /// <summary>
    /// The methods that judge: <c>ncsc-2025</c>, <c>ncsc-2021</c>, or both with a comma between. Default <c>ncsc-2025</c>. With
    /// <c>ncsc-2021</c> servers are asked up to three questions more.
    /// </summary>
    public string Methods { get; set; } = "ncsc-2025";

    /// <summary>
    /// What is measured where nobody says: <c>dane</c> (STARTTLS and DANE alone), <c>round</c> (the other standards too, and TLS with the
    /// questions of a round) or <c>full</c> (with all questions). Empty: <c>round</c> in rounds, <c>dane</c> in <c>check</c>.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary><see cref="Profile"/> as questions about TLS; null for none.</summary>
    public TlsProfile? QuestionsUnlessSaid =>
        Profile switch
        {
            "round" => TlsProfile.Round,
            "full" => TlsProfile.Full,
            _ => null,
        };

    /// <summary>
    /// Time between the starts of two sessions with one address in a full examination, 0 to 00:05:00. Default 5 seconds.
    /// </summary>
    public TimeSpan Spacing { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The same in a round, 0 to 00:05:00. Default 2 seconds.</summary>
    public TimeSpan RoundSpacing { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Pause before a session that the server deferred (421, another 4xx, a refusal or reset before its greeting) is tried once more, 0
    /// to 00:10:00. Default 1 minute.
    /// </summary>
    public TimeSpan LimitPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between the starts of two sessions after such a pause, 0 to 00:10:00. Default 30 seconds.</summary>
    public TimeSpan LimitSpacing { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Until the server's first answer is whole, 00:00:00.100 to 00:01:00. Default 10 seconds.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long tickets of TLS 1.3 are waited for, 0 to 00:00:30. Default 2 seconds.</summary>
    public TimeSpan TicketWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Sessions at a time with all addresses of one provider, 1 to 20. Default 2.</summary>
    public int SessionsPerProvider { get; set; } = 2;

    /// <summary>
    /// How long a full examination of an address serves everybody, 0 to 7 days. Default 1 day.
    /// </summary>
    public TimeSpan FullPeriod { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How often each server that the newest round with TLS met is examined in full, so that the rounds can say whether it meets the
    /// guidelines: spread over this time, 0 to 28 days; 0 for never. Default 28 days.
    /// </summary>
    public TimeSpan FullEvery { get; set; } = TimeSpan.FromDays(28);

    /// <summary>
    /// How long an address is left alone that put an examination off twice, hid STARTTLS behind it or stopped answering, 0 to 1 day.
    /// Default 65 minutes: some servers hide it for an hour.
    /// </summary>
    public TimeSpan RestPeriod { get; set; } = TimeSpan.FromMinutes(65);

    /// <summary>
    /// Servers whose operators asked not to be examined: a name with all below it, an address or a network; behind it a date and a
    /// reason, which results show. Default none. No question about TLS is put to them; the sessions for STARTTLS and DANE stay.
    /// </summary>
    public IList<string> LeftAlone { get; set; } = [];

    /// <summary>By which of <see cref="LeftAlone"/> a server is left alone; null where by none.</summary>
    public TlsLeftAlone? LeftAloneBy(DomainName host, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(address);
        foreach (var line in LeftAlone)
        {
            if (LeftAloneEntry.TryParse(line, out var entry) && entry.Holds(host, address))
            {
                return entry.Words;
            }
        }
        return null;
    }

    /// <summary>How long an examination serves others; zero where it does not.</summary>
    public TimeSpan PeriodOf(TlsExamination seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.IsWhole ? FullPeriod
            : seen.AsksForRest ? RestPeriod
            : TimeSpan.Zero;
    }

    /// <summary>Newest first; without words that are no method.</summary>
    public IReadOnlyList<NcscMethod> MethodList =>
        [
            .. Words()
                .Select(word =>
                    Slug.TryParse(word, out NcscMethod method) ? method : (NcscMethod?)null
                )
                .OfType<NcscMethod>()
                .Distinct()
                .OrderDescending(),
        ];

    internal IEnumerable<string> Words() =>
        Methods.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class TlsNcscOptionsCheck : IValidateOptions<TlsNcscOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, TlsNcscOptions options) =>
        new SettingProblems(TlsNcscOptions.Section)
            .Require(
                nameof(options.Methods),
                options.Words().Any()
                    && options.Words().All(word => Slug.TryParse(word, out NcscMethod _)),
                $"'{options.Methods}' is not ncsc-2025, ncsc-2021 or both with a comma between"
            )
            .Require(
                nameof(options.Profile),
                options.Profile is null or "" or "dane" or "round" or "full",
                $"'{options.Profile}' is not dane, round or full"
            )
            .Require(
                nameof(options.LeftAlone),
                options.LeftAlone.All(line => LeftAloneEntry.TryParse(line, out _)),
                "a line does not begin with a name of two labels, an address or a network"
            )
            .Range(nameof(options.Spacing), options.Spacing, TimeSpan.Zero, TimeSpan.FromMinutes(5))
            .Range(
                nameof(options.RoundSpacing),
                options.RoundSpacing,
                TimeSpan.Zero,
                TimeSpan.FromMinutes(5)
            )
            .Range(
                nameof(options.LimitPause),
                options.LimitPause,
                TimeSpan.Zero,
                TimeSpan.FromMinutes(10)
            )
            .Range(
                nameof(options.LimitSpacing),
                options.LimitSpacing,
                TimeSpan.Zero,
                TimeSpan.FromMinutes(10)
            )
            .Range(
                nameof(options.AnswerTimeout),
                options.AnswerTimeout,
                Least,
                TimeSpan.FromMinutes(1)
            )
            .Range(
                nameof(options.TicketWait),
                options.TicketWait,
                TimeSpan.Zero,
                TimeSpan.FromSeconds(30)
            )
            .Range(nameof(options.SessionsPerProvider), options.SessionsPerProvider, 1, 20)
            .Range(
                nameof(options.FullPeriod),
                options.FullPeriod,
                TimeSpan.Zero,
                TimeSpan.FromDays(7)
            )
            .Range(
                nameof(options.FullEvery),
                options.FullEvery,
                TimeSpan.Zero,
                TimeSpan.FromDays(28)
            )
            .Range(
                nameof(options.RestPeriod),
                options.RestPeriod,
                TimeSpan.Zero,
                TimeSpan.FromDays(1)
            )
            .ToResult();
}
