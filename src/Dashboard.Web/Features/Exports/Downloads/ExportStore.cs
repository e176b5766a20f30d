using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Exports.Downloads;

/// <summary>A file of a round, open.</summary>
internal sealed record OpenExport(ExportedFile File, FileStream Content);

/// <summary>
/// Files of rounds that were asked for. What is kept is given at once. What is not is written beside what others wait for, a few at a
/// time, so that nobody waits behind another's export. Those of published rounds are written once for all who ask meanwhile and kept, as
/// they do not change; the one that was asked for longest ago goes first.
/// </summary>
internal sealed class ExportStore(RoundExport exports, IOptions<ExportOptions> options)
    : IDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    private readonly Lock access = new();
    private readonly Dictionary<ExportKey, KeptExport> kept = [];
    private readonly Dictionary<ExportKey, Job> jobs = [];
    private readonly CancellationTokenSource ending = new();
    private ScratchFolder? scratch;
    private int writing;

    /// <param name="name">Of the file that is wanted, where a format has several.</param>
    /// <returns>Null where there is no such file; <c>Busy</c> where too many are being written.</returns>
    public async Task<(OpenExport? Found, bool Busy)> OpenAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        string? name,
        CancellationToken cancellation
    )
    {
        if (round.State != RoundState.Published)
        {
            return await OpenOnceAsync(round, format, words, name, cancellation);
        }
        var key = new ExportKey(round.Id, round.Edition, format, words.Language);
        Job? job;
        lock (access)
        {
            if (kept.TryGetValue(key, out var found))
            {
                found.Asked = Environment.TickCount64;
                return (found.Open(name), false);
            }
            if (!jobs.TryGetValue(key, out job))
            {
                if (!TryBegin())
                {
                    return (null, true);
                }
                job = new Job();
                jobs.Add(key, job);
                job.Task = Task.Run(
                    () => RunAsync(job, key, round, format, words),
                    CancellationToken.None
                );
            }
            job.Waiting++;
        }
        try
        {
            await job.Task.WaitAsync(cancellation);
            lock (access)
            {
                return (job.Made!.Open(name), false);
            }
        }
        finally
        {
            lock (access)
            {
                job.Waiting--;
                job.Made?.Release();
            }
        }
    }

    public void Dispose()
    {
        ending.Cancel();
        Task[] running;
        lock (access)
        {
            running = [.. jobs.Values.Select(job => job.Task)];
        }
        // What comes of them is for who waited.
        Task.WhenAll(running)
            .ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            )
            .Wait(EndsWithin);
        ending.Dispose();
        scratch?.Dispose();
    }

    /// <summary>A round that may change is written for each who asks.</summary>
    private async Task<(OpenExport? Found, bool Busy)> OpenOnceAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        string? name,
        CancellationToken cancellation
    )
    {
        lock (access)
        {
            if (!TryBegin())
            {
                return (null, true);
            }
        }
        try
        {
            var made = await WriteAsync(round, format, words, cancellation);
            try
            {
                return (made.Open(name), false);
            }
            finally
            {
                made.Drop();
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>A visitor who leaves does not end it: others may wait, and the next finds it.</summary>
    private async Task RunAsync(
        Job job,
        ExportKey key,
        RoundRow round,
        ExportFormat format,
        ExportWords words
    )
    {
        try
        {
            var made = await WriteAsync(round, format, words, ending.Token);
            lock (access)
            {
                made.Hold(job.Waiting);
                job.Made = made;
                // At once, so that a later request finds it kept or starts again.
                jobs.Remove(key);
                kept[key] = made;
                MakeRoom(key);
            }
        }
        finally
        {
            lock (access)
            {
                if (jobs.GetValueOrDefault(key) == job)
                {
                    jobs.Remove(key);
                }
            }
            End();
        }
    }

    private async Task<KeptExport> WriteAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        CancellationToken cancellation
    )
    {
        var place = NewPlace();
        try
        {
            return new(
                place,
                await exports.WriteAsync(round, format, words, place.FullName, cancellation)
            );
        }
        catch
        {
            place.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>The caller has <see cref="access"/>.</summary>
    private bool TryBegin()
    {
        if (writing >= options.Value.AtOnce)
        {
            return false;
        }
        writing++;
        return true;
    }

    private void End()
    {
        lock (access)
        {
            writing--;
        }
    }

    /// <summary>The caller has <see cref="access"/>.</summary>
    private void MakeRoom(ExportKey newest)
    {
        var most = options.Value.KeepMegabytes * 1_000_000L;
        var size = kept.Values.Sum(files => files.Bytes);
        foreach (var (key, files) in kept.OrderBy(k => k.Value.Asked).ToList())
        {
            if (size <= most)
            {
                return;
            }
            if (key != newest || files.Bytes > most)
            {
                kept.Remove(key);
                files.Drop();
                size -= files.Bytes;
            }
        }
    }

    private DirectoryInfo NewPlace()
    {
        lock (access)
        {
            scratch ??= ScratchFolder.Create("exports");
            return scratch.Place.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        }
    }

    /// <summary>An export that is being written, and who waits for it.</summary>
    private sealed class Job
    {
        public Task Task { get; set; } = Task.CompletedTask;

        public int Waiting { get; set; }

        /// <summary>Null until it is there.</summary>
        public KeptExport? Made { get; set; }
    }
}
