using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Settings of accounts: <c>Accounts</c>.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>How long a link of an invitation works.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "60.00:00:00")]
    public TimeSpan InvitationLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>After how long without a request somebody has to sign in again.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Wrong passwords or codes in a row before an account takes none for <see cref="LockedFor"/>. Passkeys go on.</summary>
    [Range(3, 100)]
    public int WrongAttempts { get; init; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LockedFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests to sign in that one client network may send in a minute.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; init; } = 20;
}
