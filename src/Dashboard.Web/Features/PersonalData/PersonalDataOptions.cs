using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>
/// The section <c>PersonalData</c>: the bases that the operator states, and how long data of people are kept that no other section
/// speaks of. A basis that is not stated is reported as that.
/// </summary>
public sealed class PersonalDataOptions
{
    public const string Section = "PersonalData";

    public LegalBasis? AccountsBasis { get; set; }

    public LegalBasis? NoticesBasis { get; set; }

    public LegalBasis? TestsBasis { get; set; }

    public LegalBasis? OrganisationsBasis { get; set; }

    public LegalBasis? RightsBasis { get; set; }

    /// <summary>Of an account that was ended, and of a key that was revoked.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepEndedAccountsFor { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Of an invitation that was used, or whose link works no longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepInvitationsFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Of a line of the audit log.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "7300.00:00:00")]
    public TimeSpan KeepAuditFor { get; set; } = TimeSpan.FromDays(2555);

    /// <summary>Of the words of comments, after the round ended.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepCommentsFor { get; set; } = TimeSpan.FromDays(730);

    /// <summary>How long it is remembered that somebody was erased: longer than the oldest backup that may be restored.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepErasuresFor { get; set; } = TimeSpan.FromDays(400);

    /// <summary>A file outside the database that <c>people erase</c> keeps the list of erasures in, for <c>restore</c>.</summary>
    public string? ErasureList { get; set; }

    internal LegalBasis? BasisOf(PersonalPurpose purpose) =>
        purpose switch
        {
            PersonalPurpose.Accounts => AccountsBasis,
            PersonalPurpose.Notices => NoticesBasis,
            PersonalPurpose.Tests => TestsBasis,
            PersonalPurpose.Organisations => OrganisationsBasis,
            _ => RightsBasis,
        };

    internal static string BasisSetting(PersonalPurpose purpose) => $"{Section}:{purpose}Basis";
}
