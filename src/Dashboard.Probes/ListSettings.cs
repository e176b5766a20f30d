using Microsoft.Extensions.Configuration;

namespace Dashboard.Probes;

/// <summary>
/// Settings that are lists. Of one that was given as a single value the framework takes nothing, and says nothing: a proxy or a
/// resolver would be distrusted in silence.
/// </summary>
public static class ListSettings
{
    /// <exception cref="WrongSettingException">A list was given as one value.</exception>
    public static void Check(IConfiguration configuration, params IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            if (Problem(configuration, key) is { } problem)
            {
                throw new WrongSettingException(problem);
            }
        }
    }

    /// <summary>A sentence for the operator; null where the list has no value of its own.</summary>
    public static string? Problem(IConfiguration configuration, string key)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(key);
        return string.IsNullOrEmpty(configuration[key])
            ? null
            : $"{key} is a list, and '{configuration[key]}' is in it without a number; write {key}:0, {key}:1 and so on.";
    }
}
