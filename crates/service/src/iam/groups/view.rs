use identity::Group;

use crate::caller::timestamp;

/// A group.
pub(in crate::iam) fn group(group: &Group) -> wire::iam::Group {
    wire::iam::Group {
        path: group.path.clone(),
        group_name: group.name.clone(),
        group_id: group.id.clone(),
        arn: group.arn(),
        create_date: timestamp(group.created),
    }
}
