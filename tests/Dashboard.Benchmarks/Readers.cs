using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>Readers of pages, each with a connection of its own that asks for the next page as soon as it has one.</summary>
internal static class Readers
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(10);

    /// <param name="arguments">Site, readers, seconds, process of the site, paths.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (
            arguments
            is not [var site, var readers, var seconds, var process, .. { Length: > 0 } paths]
        )
        {
            await Console.Error.WriteLineAsync("readers SITE READERS SECONDS PROCESS PATH...");
            return 2;
        }
        var number = int.Parse(readers, CultureInfo.InvariantCulture);
        var whole = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        using var program = Process.GetProcessById(
            int.Parse(process, CultureInfo.InvariantCulture)
        );
        using var client = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = number, UseProxy = false }
        )
        {
            BaseAddress = new Uri(site),
            Timeout = TimeOut,
        };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var times = new ConcurrentQueue<double>();
        var (late, failed) = (0, 0);
        using var end = new CancellationTokenSource(whole);
        var sent = Stopwatch.GetTimestamp();
        var reading = Enumerable
            .Range(0, number)
            .Select(reader => Task.Run(() => ReadAsync(reader)))
            .ToArray();
        while (!end.IsCancellationRequested)
        {
            await Task.WhenAny(Task.WhenAll(reading), Task.Delay(whole / 10));
            program.Refresh();
            var taken = Stopwatch.GetElapsedTime(sent).TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{taken, 6:F0} s: {times.Count / taken, 7:F0} pages/s, {late} timed out, {failed} failed, {program.WorkingSet64 / 1048576.0:F0} MB"
                )
            );
        }
        await Task.WhenAll(reading);
        var sorted = times.Order().ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted.Count} pages, half within {sorted[sorted.Count / 2] * 1000:F0} ms, 99 % within {sorted[sorted.Count * 99 / 100] * 1000:F0} ms, slowest {sorted[^1] * 1000:F0} ms"
            )
        );
        return late + failed == 0 ? 0 : 1;

        async Task ReadAsync(int reader)
        {
            for (var turn = reader; !end.IsCancellationRequested; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    using var page = await client.GetAsync(
                        new Uri(paths[turn % paths.Length], UriKind.Relative)
                    );
                    page.EnsureSuccessStatusCode();
                    await page.Content.CopyToAsync(Stream.Null);
                    times.Enqueue(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
                catch (TaskCanceledException)
                {
                    Interlocked.Increment(ref late);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }
}
