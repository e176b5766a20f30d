using System.Globalization;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes;

/// <summary>Collects what is wrong with the settings of a section, in words for the operator.</summary>
internal sealed class SettingProblems(string section)
{
    private readonly List<string> problems = [];

    public SettingProblems Range<T>(string key, T value, T least, T most)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            Add(key, $"{Text(value)} does not lie between {Text(least)} and {Text(most)}");
        }
        return this;
    }

    public SettingProblems Require(string key, bool holds, string otherwise)
    {
        if (!holds)
        {
            Add(key, otherwise);
        }
        return this;
    }

    public ValidateOptionsResult ToResult() =>
        problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

    private void Add(string key, string problem) => problems.Add($"{section}:{key}: {problem}");

    private static string Text(IFormattable value) =>
        value.ToString(null, CultureInfo.InvariantCulture);
}
