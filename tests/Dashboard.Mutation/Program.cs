using System.Globalization;
using Dashboard.Mutation;

// scripts/mutation-test calls "score"; the others are its child processes.
//   score FOLDER LOG GROUPS [GROUP...]   exit status 1 where a group is under its threshold
//   reach FILE
//   try REACH RESULTS                    ids of mutants on standard input
//   static ID                            ids of tests on standard input; exit status 1 where one fails
var mutants = new MutantSwitch(typeof(Dashboard.Core.Slug).Assembly);
if (args is ["score", var folder, var log, var file, .. var chosen])
{
    var groups = MutationGroups.Read(file);
    var inAssembly = mutants.Mutants().ToDictionary(mutant => mutant.Id, mutant => mutant.Member);
    var unknown = chosen.Except(groups.All.Select(group => group.Name)).ToList();
    if (unknown.Count > 0)
    {
        Console.Error.WriteLine($"No such group: {string.Join(", ", unknown)}");
        return 2;
    }
    return new Score(folder, groups, Mutants.Read(log, groups, inAssembly)).Run(chosen) ? 0 : 1;
}

// Before the first type of Core is set up.
mutants.Activate(
    args is ["static", var id] ? int.Parse(id, CultureInfo.InvariantCulture) : MutantSwitch.None
);
TestCases? tests = null;
void Find() => tests = TestCases.Find(typeof(Dashboard.Core.Tests.MutationGroupsTests).Assembly);
if (args is ["reach", var reached])
{
    // The rows of theories are made while the tests are found, and types of Core are set up with them.
    var (found, _) = mutants.Reach(Find);
    return new Trial(mutants, tests!).Reach(reached, found);
}

// While it is recorded what is reached, no mutant is active: here nothing is recorded.
Find();
var trial = new Trial(mutants, tests!);
return args switch
{
    ["try", var reach, var results] => trial.Try(reach, results, Lines()),
    ["static", _] => trial.All(Lines()),
    _ => throw new ArgumentException("score, reach, try or static"),
};

static IEnumerable<string> Lines()
{
    while (Console.In.ReadLine() is { } line)
    {
        yield return line;
    }
}
