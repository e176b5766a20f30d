using System.Text.Json;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Full examinations in the store: of all processes one examines an address, and what it saw serves everybody for a day. A process
/// that goes away leaves its claim, which lapses.
/// </summary>
internal sealed partial class SharedExaminations(
    IDbContextFactory<DashboardDb> database,
    IOptions<TlsNcscOptions> settings,
    TimeProvider time,
    ILogger<SharedExaminations> log
) : ISharedExaminations
{
    /// <summary>A claim is renewed thrice in this time.</summary>
    internal static readonly TimeSpan ClaimFor = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Names of one address under which it is examined while what was seen serves. Large providers have a name for each customer.
    /// </summary>
    private const int NamesOfAnAddress = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>What does not serve any more is kept so long, and then goes.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(1);

    public async Task<TlsExamination?> GetAsync(
        AddressTarget target,
        Func<CancellationToken, Task<TlsExamination>> examine,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(examine);
        while (true)
        {
            if (await PatientlyAsync(() => FindAsync(target, stop), stop) is { } served)
            {
                return served;
            }
            if (await PatientlyAsync(() => IsExaminedEnoughAsync(target, stop), stop))
            {
                return null;
            }
            if (await PatientlyAsync(() => TryClaimAsync(target, stop), stop))
            {
                return await ExamineAsync(target, examine, stop);
            }
            await Task.Delay(LookEvery, time, stop);
        }
    }

    public async Task<IReadOnlyDictionary<AddressTarget, TlsExamination>> KnownAsync(
        IReadOnlyCollection<AddressTarget> targets,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(targets);
        var known = new Dictionary<AddressTarget, TlsExamination>();
        foreach (var target in targets)
        {
            if (await PatientlyAsync(() => FindAsync(target, stop), stop) is { } seen)
            {
                known[target] = seen;
            }
        }
        return known;
    }

    /// <summary>Takes out what has served its time.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db
            .SharedExaminations.Where(e =>
                (e.ServesUntil == null || e.ServesUntil < now - KeepFor)
                && (e.ClaimedUntil == null || e.ClaimedUntil < now - KeepFor)
            )
            .ExecuteDeleteAsync(cancellation);
    }

    private async Task<TlsExamination> ExamineAsync(
        AddressTarget target,
        Func<CancellationToken, Task<TlsExamination>> examine,
        CancellationToken stop
    )
    {
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(target, done.Token);
        TlsExamination? seen = null;
        try
        {
            seen = await examine(stop);
            return seen;
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
            // Where we were told to stop, a moment is still taken to let others in at once.
            using var moment = new CancellationTokenSource(ClaimFor, time);
            try
            {
                await PatientlyAsync(() => StoreAsync(target, seen, moment.Token), moment.Token);
            }
            catch (OperationCanceledException)
            {
                // The claim lapses by itself.
            }
        }
    }

    private async Task<TlsExamination?> FindAsync(
        AddressTarget target,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var json = await Of(db, target)
            .Where(e => e.ServesUntil > now)
            .Select(e => e.Document)
            .SingleOrDefaultAsync(cancellation);
        try
        {
            return json is null ? null : SharedExaminationRow.Read(json);
        }
        catch (JsonException fault)
        {
            // Of another version of this program; it serves nobody.
            Log.Unreadable(log, target, fault.Message);
            await Of(db, target)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(e => e.ServesUntil, (DateTimeOffset?)null)
                            .SetProperty(e => e.Document, (string?)null),
                    cancellation
                );
            return null;
        }
    }

    /// <summary>
    /// Whoever has a domain chooses the names of its hosts, and can give one address many: it is examined under some of them, and not
    /// under two at once.
    /// </summary>
    private async Task<bool> IsExaminedEnoughAsync(
        AddressTarget target,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var address = target.Address.ToString();
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.SharedExaminations.CountAsync(
                e =>
                    e.Address == address
                    && (e.Host != target.Host.Value || e.ServerName != target.ServerName.Value)
                    && (e.ServesUntil > now || e.ClaimedUntil > now),
                cancellation
            ) >= NamesOfAnAddress;
    }

    /// <summary>In one statement, so that of many that want to one may.</summary>
    private async Task<bool> TryClaimAsync(AddressTarget target, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var until = now + ClaimFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO shared_examinations AS known (host, address, server_name, claimed_until)
                SELECT {target.Host.Value}, {target.Address.ToString()}, {target.ServerName.Value}, {until}
                WHERE NOT EXISTS (
                  SELECT 1 FROM shared_examinations AS other
                  WHERE other.address = {target.Address.ToString()} AND other.claimed_until >= {now}
                    AND (other.host, other.server_name) <> ({target.Host.Value}, {target.ServerName.Value}))
                ON CONFLICT (host, address, server_name) DO UPDATE SET claimed_until = {until}
                WHERE (known.claimed_until IS NULL OR known.claimed_until < {now})
                  AND (known.serves_until IS NULL OR known.serves_until <= {now})
                """,
                cancellation
            ) == 1;
    }

    private async Task RenewAsync(AddressTarget target, CancellationToken done)
    {
        using var timer = new PeriodicTimer(ClaimFor / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                try
                {
                    await ClaimUntilAsync(target, time.GetUtcNow() + ClaimFor, done);
                }
                catch (Exception fault) when (!done.IsCancellationRequested)
                {
                    Log.DatabaseUnavailable(log, target, fault.GetBaseException().Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The examination has ended.
        }
    }

    private async Task ClaimUntilAsync(
        AddressTarget target,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await Of(db, target)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ClaimedUntil, until), cancellation);
    }

    /// <summary>What does not serve leaves what was there before.</summary>
    private async Task<bool> StoreAsync(
        AddressTarget target,
        TlsExamination? seen,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var serves = seen is null ? TimeSpan.Zero : settings.Value.PeriodOf(seen);
        if (serves <= TimeSpan.Zero)
        {
            await Of(db, target)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(e => e.ClaimedUntil, (DateTimeOffset?)null),
                    cancellation
                );
            return false;
        }
        var json = SharedExaminationRow.Write(seen!);
        var until = seen!.StartedAt + serves;
        await Of(db, target)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(e => e.ServesUntil, until)
                        .SetProperty(e => e.Document, json),
                cancellation
            );
        return true;
    }

    private static IQueryable<SharedExaminationRow> Of(DashboardDb db, AddressTarget target)
    {
        var (host, address, serverName) = (
            target.Host.Value,
            target.Address.ToString(),
            target.ServerName.Value
        );
        return db.SharedExaminations.Where(e =>
            e.Host == host && e.Address == address && e.ServerName == serverName
        );
    }

    private Task<T> PatientlyAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation) =>
        DatabasePatience.UntilBackAsync(
            attempt,
            why => Log.WaitsForDatabase(log, why),
            time,
            cancellation
        );

    private static partial class Log
    {
        [LoggerMessage(
            9,
            LogLevel.Warning,
            "The stored examination of {Target} cannot be read, and serves nobody: {Fault}"
        )]
        public static partial void Unreadable(ILogger logger, AddressTarget target, string fault);

        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The database is unavailable, the claim on {Target} is not renewed: {Fault}"
        )]
        public static partial void DatabaseUnavailable(
            ILogger logger,
            AddressTarget target,
            string fault
        );

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is unavailable, an examination waits for it: {Fault}"
        )]
        public static partial void WaitsForDatabase(ILogger logger, string fault);
    }
}
