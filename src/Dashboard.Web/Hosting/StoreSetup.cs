using Dashboard.Data;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Hosting;

/// <summary>The database of our own tables.</summary>
internal static class StoreSetup
{
    public static void AddStore(this WebApplicationBuilder builder)
    {
        var connectionString = ConnectionStrings.Store(builder.Configuration);
        builder.Services.AddDbContextFactory<DashboardDb>(options =>
            options.UseDashboard(connectionString)
        );
        builder
            .Services.AddDataProtection()
            .SetApplicationName("dashboard")
            .PersistKeysToDbContext<DashboardDb>()
            .ProtectKeys(builder.Configuration);
    }
}
