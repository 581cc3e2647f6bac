"""The cast: one small world that every test of rights knows by name."""

from dataclasses import dataclass, field

from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import Role, User
from tests import make


@dataclass
class World:
    """A city and its county, two units, one task, and someone in every role."""

    city: Region
    county: Region
    lead: Unit
    helper: Unit
    task: Task
    county_task: Task
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def world() -> World:
    """Build the world: `owner` leads the task, `helping` supports it, `outsider` has no part."""
    city = make.region()
    county = make.region("高唐县", "唐", parent=city)
    lead, helper, other = make.unit(city, "市一局"), make.unit(city, "市二局"), make.unit(city)
    county_unit = make.unit(county, "县一局")
    leader = make.person(Role.LEADER, city, account="leader")
    section = make.section(make.plan(city), leader=leader)
    task = make.task(section, lead, support=[helper])
    make.milestone(task)
    county_task = make.task(make.section(make.plan(county)), county_unit)
    make.milestone(county_task)
    people = {
        "supervisor": make.person(Role.SUPERVISOR, city, account="supervisor"),
        "second_supervisor": make.person(Role.SUPERVISOR, city, account="second"),
        "head": make.person(Role.SUPERVISION_HEAD, city, account="head"),
        "leader": leader,
        "other_leader": make.person(Role.LEADER, city, account="otherleader"),
        "owner": make.person(Role.LIAISON, city, lead, account="owner"),
        "unit_head": make.person(Role.UNIT_HEAD, city, lead, account="unithead"),
        "helping": make.person(Role.LIAISON, city, helper, account="helping"),
        "outsider": make.person(Role.LIAISON, city, other, account="outsider"),
        "county_supervisor": make.person(Role.SUPERVISOR, county, account="countysup"),
        "county_owner": make.person(Role.LIAISON, county, county_unit, account="countyown"),
        "system_admin": make.person(Role.SYSTEM_ADMIN, city, account="sysadmin"),
        "security_admin": make.person(Role.SECURITY_ADMIN, city, account="secadmin"),
        "audit_admin": make.person(Role.AUDIT_ADMIN, city, account="auditadmin"),
    }
    return World(city, county, lead, helper, task, county_task, people)
