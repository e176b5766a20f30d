using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>Each campaign has a name of its own.</summary>
internal static class CampaignNames
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Lock = 8_412_640_003;

    /// <summary>Until the transaction ends nobody else adds or changes a name.</summary>
    public static Task<int> LockAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);

    /// <param name="other">The campaign that may have it; null for a new one.</param>
    public static Task<bool> IsTakenAsync(
        DashboardDb db,
        string name,
        int? other,
        CancellationToken cancellation
    )
    {
        var trimmed = name.Trim();
        return db.Set<CampaignRow>()
            .AnyAsync(c => c.Name == trimmed && c.Id != other, cancellation);
    }
}
