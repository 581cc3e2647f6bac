"""Who takes part in the cycle, and in which tasks of documents/plan.txt."""

SUPERVISOR, COLLEAGUE, HEAD = "宋佳宁", "林致远", "魏国栋"
APPROVALS, POLICE, JUSTICE, DATA = "周文博", "高立群", "严晓东", "陆子衡"
"""Liaisons of 市行政审批局, 市公安局, 市司法局 and 市大数据局."""
DATA_HEAD = "郝思源"
WINDOWS, BOOKING, MATERIALS, INTERFACE = "综合窗口", "预约办理", "精简申请材料", "打通办件系统"
