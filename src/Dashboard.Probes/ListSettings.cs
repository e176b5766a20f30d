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
            if (!string.IsNullOrEmpty(configuration[key]))
            {
                throw new WrongSettingException(
                    $"{key} is a list, and '{configuration[key]}' stands in it without a number; write {key}:0, {key}:1 and so on."
                );
            }
        }
    }
}
