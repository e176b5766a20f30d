using System.Runtime.CompilerServices;

namespace Dashboard.Lab;

/// <summary>
/// Waits for something to come true, and fails with its name where it does not. The limit is far beyond what a busy machine needs: a test
/// that passes never comes near it.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What <paramref name="look"/> finds, once it is not null.</summary>
    /// <exception cref="TimeoutException">It found nothing in time.</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> look,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(look))] string what = "",
        Func<Task<string>>? explain = null,
        TimeSpan? pause = null
    )
        where T : class
    {
        ArgumentNullException.ThrowIfNull(look);
        var limit = within ?? Limit;
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }
            if (TimeProvider.System.GetElapsedTime(begin) > limit)
            {
                var why = explain is null ? "" : ": " + await explain();
                throw new TimeoutException($"Waited {limit} in vain for {what}{why}");
            }
            await Task.Delay(pause ?? Pause);
        }
    }

    /// <inheritdoc cref="GetAsync{T}(Func{Task{T}}, TimeSpan?, string, Func{Task{string}}, TimeSpan?)"/>
    public static Task<T> GetAsync<T>(
        Func<T?> look,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(look))] string what = "",
        Func<Task<string>>? explain = null,
        TimeSpan? pause = null
    )
        where T : class => GetAsync(() => Task.FromResult(look()), within, what, explain, pause);

    /// <summary>Returns once <paramref name="look"/> says true.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static Task TrueAsync(
        Func<Task<bool>> look,
        [CallerArgumentExpression(nameof(look))] string what = "",
        Func<Task<string>>? explain = null,
        TimeSpan? pause = null
    ) => GetAsync(async () => await look() ? "true" : null, null, what, explain, pause);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, Func{Task{string}}, TimeSpan?)"/>
    public static Task TrueAsync(
        Func<bool> look,
        [CallerArgumentExpression(nameof(look))] string what = "",
        Func<Task<string>>? explain = null,
        TimeSpan? pause = null
    ) => TrueAsync(() => Task.FromResult(look()), what, explain, pause);
}
