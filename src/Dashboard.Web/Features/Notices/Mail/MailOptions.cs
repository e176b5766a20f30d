using System.ComponentModel.DataAnnotations;
using System.Net;
using Dashboard.Web.Platform;
using MimeKit;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>How the connection with the relay is protected.</summary>
public enum RelayTls
{
    /// <summary>Not at all: for a relay on this machine.</summary>
    None,

    /// <summary>By STARTTLS, which the relay must offer, with a certificate that holds.</summary>
    StartTls,

    /// <summary>From the start (RFC 8314), with a certificate that holds.</summary>
    Implicit,
}

/// <summary>The section <c>Mail</c>: how the site sends mail. Without <see cref="Host"/> it sends none.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>The relay: a mail server of the operator that sends on what it gets.</summary>
    [MaxLength(255)]
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public RelayTls Tls { get; set; } = RelayTls.StartTls;

    /// <summary>A PEM file with the authorities that count for the relay; those of the system where empty.</summary>
    public string? TrustedRoots { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The address in From.</summary>
    public string? From { get; set; }

    /// <summary>The name in From.</summary>
    [MaxLength(100)]
    public string? FromName { get; set; }

    /// <summary>
    /// The domain of return addresses: each recipient has one of its own, <c>bounce+TOKEN@</c> this domain. The address in From where
    /// empty.
    /// </summary>
    [MaxLength(253)]
    public string? ReturnDomain { get; set; }

    /// <summary>
    /// The address and port where a worker takes reports to return addresses, as <c>192.0.2.1:2525</c>; nowhere where empty. For relays
    /// alone: it speaks no TLS, and nobody but <see cref="BounceFrom"/> gets in.
    /// </summary>
    public string? BounceListen { get; set; }

    /// <summary>Addresses or networks of the relays that bring reports; those of this machine (loopback) where none is named.</summary>
    public string[] BounceFrom { get; set; } = [];

    /// <summary>Connections at a time with reports, of all relays.</summary>
    [Range(1, 10_000)]
    public int BounceConnections { get; set; } = 50;

    /// <summary>Of those, of one relay.</summary>
    [Range(1, 10_000)]
    public int BounceConnectionsPerClient { get; set; } = 20;

    /// <summary>Where the site is for the world, for links in mail, such as <c>https://dashboard.example.nl</c>.</summary>
    public string? Site { get; set; }

    /// <summary>Until a command of SMTP is answered.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a worker looks for mail that is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan SendEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages in a minute, of one worker process.</summary>
    [Range(1, 100_000)]
    public int PerMinute { get; set; } = 120;

    /// <summary>The pause after the first deferral; it doubles each time, up to four hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "04:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A message that is deferred for longer is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long it is kept that a message was sent; its text goes when it has left.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(90);

    internal bool IsOn => !string.IsNullOrWhiteSpace(Host);

    internal bool ReceivesBounces => IsOn && !string.IsNullOrWhiteSpace(BounceListen);

    internal IReadOnlyList<System.Net.IPNetwork> Relays =>
        BounceFrom.Length == 0
            ? [System.Net.IPNetwork.Parse("127.0.0.0/8"), System.Net.IPNetwork.Parse("::1/128")]
            : [.. BounceFrom.Select(NetworkSetting.Read).OfType<System.Net.IPNetwork>()];

    /// <summary>The pause after an attempt that was deferred: doubled for each, up to four hours.</summary>
    /// <param name="attempts">So far, at least one.</param>
    internal TimeSpan PauseAfter(int attempts)
    {
        var pause = RetryAfter * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    internal string SiteRoot => Site?.TrimEnd('/') ?? string.Empty;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            yield break;
        }
        if (
            !MailboxAddress.TryParse(From, out var from)
            || from.Address != From
            || string.IsNullOrEmpty(from.Domain)
        )
        {
            yield return new(
                "is no e-mail address, such as noreply@dashboard.example.nl",
                [nameof(From)]
            );
        }
        if (
            !Uri.TryCreate(Site, UriKind.Absolute, out var site)
            || site.Scheme is not ("https" or "http")
            || site.PathAndQuery != "/"
        )
        {
            yield return new(
                "is no address of a site, such as https://dashboard.example.nl",
                [nameof(Site)]
            );
        }
        if (
            ReceivesBounces
            && (
                !IPEndPoint.TryParse(BounceListen!, out var listen)
                || listen.Port == 0
                || string.IsNullOrWhiteSpace(ReturnDomain)
            )
        )
        {
            yield return new(
                "is no address and port, such as 127.0.0.1:2525, or Mail:ReturnDomain is missing",
                [nameof(BounceListen)]
            );
        }
        else if (ReceivesBounces)
        {
            if (BounceFrom.FirstOrDefault(one => NetworkSetting.Read(one) is null) is { } wrong)
            {
                yield return new(
                    $"holds '{wrong}', which is no address or network",
                    [nameof(BounceFrom)]
                );
            }
            else if (
                BounceFrom.Length == 0
                && !IPAddress.IsLoopback(IPEndPoint.Parse(BounceListen!).Address)
            )
            {
                yield return new(
                    "names no relay, such as 192.0.2.25, and Mail:BounceListen is no address of this machine alone",
                    [nameof(BounceFrom)]
                );
            }
        }
        if (!string.IsNullOrEmpty(TrustedRoots) && !File.Exists(TrustedRoots))
        {
            yield return new("is no file", [nameof(TrustedRoots)]);
        }
        if (!string.IsNullOrEmpty(User) && Tls == RelayTls.None)
        {
            yield return new(
                "a password is never sent in the clear: choose StartTls or Implicit",
                [nameof(Tls)]
            );
        }
    }
}
