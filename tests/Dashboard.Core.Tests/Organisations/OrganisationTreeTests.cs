using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

public sealed class OrganisationTreeTests
{
    private static readonly DateOnly Early = new(2024, 7, 2);
    private static readonly DateOnly Late = new(2027, 1, 1);

    [Fact]
    public void Part_counts_at_the_nearest_ancestor_with_a_layer()
    {
        var standing = Resolve(
            Organisation(1, layer: "rijk", ministry: true, province: "pv26"),
            Organisation(2, parent: 1),
            Organisation(3, parent: 2)
        );
        standing[3].CountsAt.ShouldBe(1);
        standing[3].Layer.ShouldBe("rijk");
        standing[3].Ministry.ShouldBe(1);
        standing[3].Province.ShouldBe("pv26");
    }

    [Fact]
    public void Agency_within_a_ministry_counts_for_itself()
    {
        var standing = Resolve(
            Organisation(1, layer: "rijk", ministry: true),
            Organisation(2, parent: 1, layer: "rijk")
        );
        standing[2].CountsAt.ShouldBe(2);
        standing[2].Ministry.ShouldBe(1);
    }

    [Fact]
    public void Ministry_named_by_the_register_goes_before_an_ancestors()
    {
        var standing = Resolve(
            Organisation(1, layer: "rijk", ministry: true),
            Organisation(2, layer: "rijk", ministry: true),
            Organisation(3, parent: 1, layer: "semi-publiek", named: 2)
        );
        standing[3].Ministry.ShouldBe(2);
        standing[3].Layer.ShouldBe("semi-publiek");
    }

    [Fact]
    public void Part_ends_with_the_whole_when_that_is_earlier()
    {
        var standing = Resolve(
            Organisation(1, layer: "rijk", ends: Early),
            Organisation(2, parent: 1),
            Organisation(3, parent: 1, ends: Late),
            Organisation(4, layer: "rijk", ends: Late),
            Organisation(5, parent: 4, ends: Early)
        );
        standing[2].EndsOn.ShouldBe(Early);
        standing[3].EndsOn.ShouldBe(Early);
        standing[5].EndsOn.ShouldBe(Early);
        standing[4].EndsOn.ShouldBe(Late);
    }

    [Fact]
    public void Part_of_a_whole_that_goes_on_ends_by_itself()
    {
        var standing = Resolve(
            Organisation(1, layer: "rijk"),
            Organisation(2, parent: 1, ends: Late),
            Organisation(3, parent: 2)
        );
        standing[1].EndsOn.ShouldBeNull();
        standing[2].EndsOn.ShouldBe(Late);
        standing[3].EndsOn.ShouldBe(Late);
    }

    [Fact]
    public void Part_of_nothing_counts_for_itself_as_semi_public()
    {
        var standing = Resolve(Organisation(1), Organisation(2, parent: 99));
        standing[1].CountsAt.ShouldBe(1);
        standing[1].Layer.ShouldBe("semi-publiek");
        standing[2].CountsAt.ShouldBe(2);
    }

    [Fact]
    public void Circle_of_parents_ends()
    {
        var standing = Resolve(Organisation(1, parent: 2), Organisation(2, parent: 1));
        standing[1].CountsAt.ShouldBe(1);
        standing[2].CountsAt.ShouldBe(2);
    }

    private static Dictionary<int, OrganisationStanding<int>> Resolve(
        params TreeOrganisation<int>[] organisations
    ) => OrganisationTree.Resolve(organisations.ToDictionary(one => one.Id));

    private static TreeOrganisation<int> Organisation(
        int id,
        int? parent = null,
        string? layer = null,
        bool ministry = false,
        int? named = null,
        string? province = null,
        DateOnly? ends = null
    ) => new(id, parent, layer, ministry, named, province, ends);
}
