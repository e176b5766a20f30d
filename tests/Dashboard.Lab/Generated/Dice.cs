namespace Dashboard.Lab.Generated;

/// <summary>Numbers that look random and are the same for the same seed.</summary>
/// <param name="course">Another course of numbers for the same situation, so that what is drawn from one leaves the others as they are.</param>
internal sealed class Dice(int seed, int number, int course = 0)
{
#pragma warning disable CA5394 // Repeatable is what it has to be.
    private readonly Random random = new(HashOf(seed, number, course));

    public int Next(int below) => random.Next(below);

    public int Next(int from, int below) => random.Next(from, below);

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Of<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    public void Shuffle<T>(List<T> all)
    {
        for (var last = all.Count - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (all[last], all[other]) = (all[other], all[last]);
        }
    }
#pragma warning restore CA5394

    /// <summary>Not that of the platform, which is another in each process.</summary>
    private static int HashOf(int seed, int number, int course) =>
        unchecked((seed * 1_000_003) ^ (number * 7919) ^ (course * 15_485_863));
}
