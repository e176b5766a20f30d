using System.Text.Json.Serialization;

namespace Dashboard.Core.Organisations;

/// <summary>All that one file said, as entries; problems among them refuse a record, a field, or nothing.</summary>
[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public sealed class RegisterContents
{
    public List<RegisterOrganisation> Organisations { get; } = [];

    public List<RegisterDomain> Domains { get; } = [];

    public List<RegisterHost> Hosts { get; } = [];

    public List<RegisterProblem> Refused { get; } = [];

    /// <summary>What rows among <see cref="Refused"/> name; of registers the key of the problem says it.</summary>
    public List<RefusedRow> RefusedRows { get; } = [];

    public List<RegisterProblem> Warnings { get; } = [];

    /// <summary>The file names only some kinds of organisation, by design.</summary>
    public bool IsCategoryFile { get; set; }

    /// <summary>When the register made the file, where it says so.</summary>
    public DateTimeOffset? MadeAt { get; set; }
}
