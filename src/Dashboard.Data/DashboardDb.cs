using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data;

/// <summary>The store. Use it through a factory, one context an operation.</summary>
public sealed class DashboardDb(DbContextOptions<DashboardDb> options)
    : DbContext(options),
        IDataProtectionKeyContext
{
    public DbSet<InboundTest> InboundTests => Set<InboundTest>();

    /// <summary>Keys that protect forms and cookies, shared by every web process.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DashboardDb).Assembly);
    }
}
