using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Writes into the audit log what has no transaction of its own, such as signing in.</summary>
internal sealed class AccountLog(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    public async Task WriteAsync(
        string actor,
        string action,
        string subject,
        object? before = null,
        object? after = null
    )
    {
        await using var db = await databases.CreateDbContextAsync();
        db.Write(time, actor, action, subject, before, after);
        await db.SaveChangesAsync();
    }

    public async Task SignedInAsync(Guid account, string name, string action)
    {
        await using var db = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        await db
            .Accounts.Where(a => a.Id == account)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastSignInAt, now));
        db.Write(time, name, action, name, before: null, after: null);
        await db.SaveChangesAsync();
    }
}
