using System.Text.Json;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Full examinations in the store: of all processes one examines an address, and what it saw serves everybody for a day. A process
/// that goes away leaves its claim, which lapses; one whose claim has lapsed and is another's stops, and touches nothing of it.
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

    /// <summary>Any number that no other pair of numbers locks by.</summary>
    private const int AddressLocks = 8_412_641;

    /// <summary>What does not serve any more is kept so long, and then goes.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(1);

    /// <summary>A whole one is kept as long as it can count with a round that takes days.</summary>
    private static readonly TimeSpan KeepWholeFor = EarlierExamination.CountsFor * 2;

    public async Task<TlsExamination?> GetAsync(
        AddressTarget target,
        Func<CancellationToken, Task<TlsExamination>> examine,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(examine);
        var claim = Guid.NewGuid();
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
            if (
                await PatientlyAsync(() => TryClaimAsync(target, claim, stop), stop)
                && await ExamineAsync(target, claim, examine, stop) is { } seen
            )
            {
                return seen;
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

    public Task KeepAsync(AddressTarget target, TlsExamination full, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(full);
        var json = SharedExaminationRow.Write(full);
        return PatientlyAsync(
            async () =>
            {
                await using var db = await database.CreateDbContextAsync(stop);
                return await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO shared_examinations AS known (host, address, server_name, whole_at, whole)
                    VALUES ({target.Host.Value}, {target.Address.ToString()}, {target.ServerName.Value}, {full.StartedAt}, {json}::jsonb)
                    ON CONFLICT (host, address, server_name) DO UPDATE SET whole_at = {full.StartedAt}, whole = {json}::jsonb
                    WHERE known.whole_at IS NULL OR known.whole_at < {full.StartedAt}
                    """,
                    stop
                );
            },
            stop
        );
    }

    public async Task<TlsExamination?> WholeAsync(AddressTarget target, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(target);
        var json = await PatientlyAsync(
            async () =>
            {
                await using var db = await database.CreateDbContextAsync(stop);
                return await Of(db, target).Select(e => e.Whole).SingleOrDefaultAsync(stop);
            },
            stop
        );
        try
        {
            return json is null ? null : SharedExaminationRow.Read(json);
        }
        catch (JsonException fault)
        {
            // Of another version of this program; it is due again.
            Log.Unreadable(log, target, fault.Message);
            await ForgetWholeAsync(target, at: null, stop);
            return null;
        }
    }

    public Task ChangedAsync(AddressTarget target, TlsExamination full, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(full);
        return ForgetWholeAsync(target, full.StartedAt, stop);
    }

    /// <param name="at">That one alone; null for whichever is there.</param>
    private Task<int> ForgetWholeAsync(
        AddressTarget target,
        DateTimeOffset? at,
        CancellationToken stop
    ) =>
        PatientlyAsync(
            async () =>
            {
                await using var db = await database.CreateDbContextAsync(stop);
                return await Of(db, target)
                    .Where(e => at == null || e.WholeAt == at)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(e => e.WholeAt, (DateTimeOffset?)null)
                                .SetProperty(e => e.Whole, (string?)null)
                                .SetProperty(e => e.TriedAt, (DateTimeOffset?)null),
                        stop
                    );
            },
            stop
        );

    /// <summary>Takes out what has served its time.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db
            .SharedExaminations.Where(e =>
                (e.WholeAt == null || e.WholeAt < now - KeepWholeFor)
                && (e.TriedAt == null || e.TriedAt < now - KeepFor)
                && (e.ServesUntil == null || e.ServesUntil < now - KeepFor)
                && (e.ClaimedUntil == null || e.ClaimedUntil < now - KeepFor)
            )
            .ExecuteDeleteAsync(cancellation);
    }

    /// <returns>Null where the claim lapsed in the meantime and is another's.</returns>
    private async Task<TlsExamination?> ExamineAsync(
        AddressTarget target,
        Guid claim,
        Func<CancellationToken, Task<TlsExamination>> examine,
        CancellationToken stop
    )
    {
        using var done = new CancellationTokenSource();
        // One at a time is at a server: where another is at it now, this one stops.
        using var goes = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = RenewAsync(target, claim, goes, done.Token);
        TlsExamination? seen = null;
        try
        {
            seen = await examine(goes.Token);
        }
        catch (OperationCanceledException)
            when (goes.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // Another is at it.
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
            // Where we have to stop, a moment is still taken to let others in at once.
            using var moment = new CancellationTokenSource(ClaimFor, time);
            try
            {
                await PatientlyAsync(
                    () => StoreAsync(target, claim, seen, moment.Token),
                    moment.Token
                );
            }
            catch (OperationCanceledException)
            {
                // The claim lapses by itself.
            }
        }
        return goes.IsCancellationRequested && !stop.IsCancellationRequested ? null : seen;
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
    /// The owner of a domain chooses the names of its hosts, and can give one address many: it is examined under some of them, and not
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

    /// <summary>Of many that want to one may, under whichever name; asked again it is the same claim.</summary>
    internal async Task<bool> TryClaimAsync(
        AddressTarget target,
        Guid claim,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var until = now + ClaimFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockAsync(db, target, cancellation);
        var mine =
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO shared_examinations AS known (host, address, server_name, claimed_until, claimed_by)
                SELECT {target.Host.Value}, {target.Address.ToString()}, {target.ServerName.Value}, {until}, {claim}
                WHERE NOT EXISTS (
                  SELECT 1 FROM shared_examinations AS other
                  WHERE other.address = {target.Address.ToString()} AND other.claimed_until >= {now}
                    AND (other.host, other.server_name) <> ({target.Host.Value}, {target.ServerName.Value}))
                ON CONFLICT (host, address, server_name) DO UPDATE SET claimed_until = {until}, claimed_by = {claim}
                WHERE (known.claimed_until IS NULL OR known.claimed_until < {now} OR known.claimed_by = {claim})
                  AND (known.serves_until IS NULL OR known.serves_until <= {now})
                """,
                cancellation
            ) == 1;
        await transaction.CommitAsync(cancellation);
        return mine;
    }

    /// <summary>
    /// Until the end of the transaction nobody else claims the address: a condition on the rows of its other names does not see those that
    /// are being written. Two addresses may share a lock, and then wait for each other for a moment.
    /// </summary>
    private static Task<int> LockAsync(
        DashboardDb db,
        AddressTarget target,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({AddressLocks}, hashtext({target.Address.ToString()}))",
            cancellation
        );

    /// <param name="goes">Cancelled where the claim is another's.</param>
    private async Task RenewAsync(
        AddressTarget target,
        Guid claim,
        CancellationTokenSource goes,
        CancellationToken done
    )
    {
        using var timer = new PeriodicTimer(ClaimFor / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                try
                {
                    if (!await ClaimUntilAsync(target, claim, done))
                    {
                        Log.ClaimLost(log, target);
                        await goes.CancelAsync();
                        return;
                    }
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

    /// <returns>False where the claim is another's, or the address is: it lapsed, and another name of the address was claimed since.</returns>
    internal async Task<bool> ClaimUntilAsync(
        AddressTarget target,
        Guid claim,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var until = now + ClaimFor;
        var address = target.Address.ToString();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockAsync(db, target, cancellation);
        var mine =
            await Of(db, target)
                .Where(e =>
                    e.ClaimedBy == claim
                    && !db.SharedExaminations.Any(other =>
                        other.Address == address
                        && other.ClaimedUntil >= now
                        && other.ClaimedBy != claim
                    )
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(e => e.ClaimedUntil, until),
                    cancellation
                ) == 1;
        await transaction.CommitAsync(cancellation);
        return mine;
    }

    /// <summary>What does not serve leaves what was there before.</summary>
    /// <returns>False where it does not serve, or the claim is another's.</returns>
    private async Task<bool> StoreAsync(
        AddressTarget target,
        Guid claim,
        TlsExamination? seen,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var own = Of(db, target).Where(e => e.ClaimedBy == claim);
        var serves = seen is null ? TimeSpan.Zero : settings.Value.PeriodOf(seen);
        if (seen is { IsWhole: true })
        {
            var whole = SharedExaminationRow.Write(seen);
            await own.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.WholeAt, seen.StartedAt)
                        .SetProperty(e => e.Whole, whole),
                cancellation
            );
        }
        if (serves <= TimeSpan.Zero)
        {
            await own.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(e => e.ClaimedBy, (Guid?)null),
                cancellation
            );
            return false;
        }
        var json = SharedExaminationRow.Write(seen!);
        var until = seen!.StartedAt + serves;
        return await own.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(e => e.ClaimedBy, (Guid?)null)
                        .SetProperty(e => e.ServesUntil, until)
                        .SetProperty(e => e.Document, json),
                cancellation
            ) == 1;
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
        DatabaseRetry.RetryUntilAvailableAsync(
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
            3,
            LogLevel.Warning,
            "The claim on {Target} lapsed and is another's: its examination stops here."
        )]
        public static partial void ClaimLost(ILogger logger, AddressTarget target);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is unavailable, an examination waits for it: {Fault}"
        )]
        public static partial void WaitsForDatabase(ILogger logger, string fault);
    }
}
